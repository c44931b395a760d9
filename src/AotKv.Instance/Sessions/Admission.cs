using System.Text;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Transactions;
using AotKv.Memory;

namespace AotKv.Instance.Sessions;

/// <summary>
/// Decides whether a request may run now: the checks of Valkey's processCommand, in its order. On the connection's
/// core, before the request is routed.
/// </summary>
public static class Admission
{
    /// <summary>True: run it. False: it is answered, by an error or by QUEUED.</summary>
    public static bool TryAdmit(Session session, ref Request request, in Arguments arguments, in Reply reply)
    {
        var commands = session.Server.Commands;
        if (!request.IsResolved)
        {
            var error = commands.ErrorFor(arguments);
            Refuse(session, error, reply, commands.Find(arguments));
            return false;
        }
        var command = commands[request.Command];
        if (!session.IsAuthenticated && !command.Flags.HasFlag(CommandFlags.NoAuth))
        {
            Refuse(session, "NOAUTH Authentication required."u8, reply, command);
            return false;
        }
        if (command.Flags.HasFlag(CommandFlags.DenyOom) && session.Server.IsOutOfMemory())
        {
            Refuse(session, "OOM command not allowed when used memory > 'maxmemory'."u8, reply, command);
            return false;
        }
        if (session.Queued is not { } queued) return true;
        if (command.Flags.HasFlag(CommandFlags.NoMulti))
        {
            var error = Encoding.UTF8.GetBytes($"ERR Command '{command.Name}' not allowed inside a transaction");
            Refuse(session, error, reply, command);
            return false;
        }
        if (RunsInsideMulti(command)) return true;
        queued.Add(request, arguments, command);
        reply.Queued();
        return false;
    }

    /// <summary>An error that also breaks an open transaction; a refused EXEC ends it.</summary>
    public static void Refuse(Session session, ReadOnlySpan<byte> error, in Reply reply, CommandInfo? command)
    {
        var statistics = session.Host.Measures.Statistics;
        if (command is not null) statistics.AddRejection(command.Id);
        if (command is { Name: "exec" })
        {
            session.EndTransaction();
            error = (byte[])[.. "EXECABORT Transaction discarded because of: "u8, .. WithoutCode(error)];
        }
        else if (session.Queued is not null) session.IsQueueBroken = true;
        statistics.Errors.Count(error);
        reply.Error(error);
    }

    static ReadOnlySpan<byte> WithoutCode(ReadOnlySpan<byte> error) =>
        error.StartsWith("ERR "u8) ? error["ERR "u8.Length..] : error;

    static bool RunsInsideMulti(CommandInfo command) =>
        command.Name is "exec" or "discard" or "quit" or "reset";
}
