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
    public static Admitted Admit(Session session, ref Request request, in Arguments arguments, in Reply reply)
    {
        var commands = session.Server.Commands;
        var known = request.IsResolved ? commands[request.Command] : commands.Find(arguments);
        // Who is refused has said it all the same: ACL LOG and CLIENT LIST show it.
        if (known is not null) session.LastCommand = known;
        if (!session.IsAuthenticated && known?.Flags.HasFlag(CommandFlags.NoAuth) is not true)
        {
            Refuse(session, "NOAUTH Authentication required."u8, reply, known);
            return Admitted.IsAnswered;
        }
        if (!request.IsResolved)
        {
            Refuse(session, commands.ErrorFor(arguments), reply, known);
            return Admitted.IsAnswered;
        }
        var command = known!;
        var database = session.Queued is null ? session.Database : session.QueuedDatabase;
        if (Permission.Refusal(session, command, arguments, database) is { } denied)
        {
            Refuse(session, denied, reply, command);
            return Admitted.IsAnswered;
        }
        if (IsOutOfMemory(session, command))
        {
            Refuse(session, OutOfMemory, reply, command);
            return Admitted.IsAnswered;
        }
        if (session is { IsSubscriber: true, Version: RespVersion.Resp2 } && !MaySubscribersRun(command))
        {
            var error = $"ERR Can't execute '{command.Name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / "
                + "RESET are allowed in this context";
            Refuse(session, Encoding.UTF8.GetBytes(error), reply, command);
            return Admitted.IsAnswered;
        }
        if (session.IsMonitor && TouchesKeys(command))
        {
            Refuse(session, "ERR Replica can't interact with the keyspace"u8, reply, command);
            return Admitted.IsAnswered;
        }
        if (MustWait(session, command)) return Admitted.Waits;
        if (session.Queued is not { } queued) return Admitted.Runs;
        if (command.Flags.HasFlag(CommandFlags.NoMulti))
        {
            var error = Encoding.UTF8.GetBytes($"ERR Command '{command.Name}' not allowed inside a transaction");
            Refuse(session, error, reply, command);
            return Admitted.IsAnswered;
        }
        if (RunsInsideMulti(command)) return Admitted.Runs;
        queued.Add(request, arguments, command);
        if (command.Name is "select") session.QueuedDatabase = Permission.Selected(session, arguments, database);
        reply.Queued();
        return Admitted.IsAnswered;
    }

    static ReadOnlySpan<byte> OutOfMemory => "OOM command not allowed when used memory > 'maxmemory'."u8;

    static bool IsOutOfMemory(Session session, CommandInfo command) =>
        command.Flags.HasFlag(CommandFlags.DenyOom) && session.Server.IsOutOfMemory();

    /// <summary>
    /// Of these checks, those whose outcome may have changed while a client waited for its keys: the error, or null.
    /// </summary>
    public static byte[]? RefusalAfterWait(Session session, CommandId id, in Arguments arguments)
    {
        var command = session.Server.Commands[id];
        if (Permission.Refusal(session, command, arguments, session.Database) is { } denied) return denied;
        return IsOutOfMemory(session, command) ? OutOfMemory.ToArray() : null;
    }

    const CommandFlags Replicated = CommandFlags.Write | CommandFlags.MayReplicate;

    static bool TouchesKeys(CommandInfo command) => (command.Flags & (Replicated | CommandFlags.ReadOnly)) != 0;

    /// <summary>Whether a pause holds the command back. An EXEC writes where what it runs does.</summary>
    static bool MustWait(Session session, CommandInfo command)
    {
        var paused = session.Host.Paused;
        if (paused == PausedActions.None) return false;
        var flags = command.Flags;
        if (command.Name is "exec" && session.Queued is { } queued) flags |= queued.Flags;
        return paused == PausedActions.All || (flags & Replicated) != 0;
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

    static bool MaySubscribersRun(CommandInfo command) =>
        command.Name is "ping" or "quit" or "reset" or "subscribe" or "psubscribe" or "ssubscribe" or "unsubscribe"
            or "punsubscribe" or "sunsubscribe";

    static bool RunsInsideMulti(CommandInfo command) =>
        command.Name is "exec" or "discard" or "quit" or "reset";
}
