using System.Text;
using AotKv.Commands.Keys;
using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Waiting;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Connections;

/// <summary>CLIENT: what clients say of themselves, and what is known of the others.</summary>
[CommandContainer("CLIENT", Arity = -2, Group = "connection", Since = "2.4.0", Complexity = "Depends on subcommand.",
    Summary = "Commands on client connections.", Flags = CommandFlags.Sentinel)]
static class ClientCommands
{
    const CommandFlags Flags =
        CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Sentinel;

    const CommandFlags BusyFlags = CommandFlags.AllowBusy | Flags;

    const CommandFlags AdminFlags = CommandFlags.Admin | Flags;

    [Command("CLIENT|ID", Arity = 2, Flags = BusyFlags, Acl = AclCategories.Connection, Group = "connection",
        Since = "5.0.0", Complexity = "O(1)", Syntax = "CLIENT ID", Summary = "The connection's id.")]
    internal static void Id(in Call call, Session session, ref Reply reply) => reply.Integer(session.Id);

    [Command("CLIENT|GETNAME", Arity = 2, Flags = BusyFlags, Acl = AclCategories.Connection, Group = "connection",
        Since = "2.6.9", Complexity = "O(1)", Syntax = "CLIENT GETNAME", Summary = "The connection's name.")]
    internal static void GetName(in Call call, Session session, ref Reply reply)
    {
        if (session.Name.Length == 0) reply.Null();
        else reply.Bulk(ClientText.Encode(session.Name));
    }

    [Command("CLIENT|SETNAME", Arity = 3, Flags = BusyFlags, Acl = AclCategories.Connection, Group = "connection",
        Since = "2.6.9", Complexity = "O(1)", Syntax = "CLIENT SETNAME connection-name",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:ALL_SUCCEEDED", Summary = "Names the connection.")]
    internal static void SetName(in Call call, Session session, ref Reply reply)
    {
        if (!ClientText.IsValid(call[2]))
        {
            reply.Error("ERR Client names cannot contain spaces, newlines or special characters."u8);
            return;
        }
        session.Name = ClientText.Decode(call[2]);
        reply.Ok();
    }

    [Command("CLIENT|SETINFO", Arity = 4, Flags = BusyFlags, Acl = AclCategories.Connection, Group = "connection",
        Since = "7.2.0", Complexity = "O(1)", Syntax = "CLIENT SETINFO <LIB-NAME libname|LIB-VER libver>",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:ALL_SUCCEEDED",
        Summary = "Says which library the client uses.")]
    internal static void SetInfo(in Call call, Session session, ref Reply reply)
    {
        var isName = Option.Is(call[2], "LIB-NAME"u8);
        if (!isName && !Option.Is(call[2], "LIB-VER"u8))
        {
            reply.Error(Encoding.Latin1.GetBytes($"ERR Unrecognized option '{Encoding.Latin1.GetString(call[2])}'"));
            return;
        }
        if (!ClientText.IsValid(call[3]))
        {
            var name = Encoding.Latin1.GetString(call[2]);
            reply.Error(Encoding.Latin1.GetBytes(
                $"ERR {name} cannot contain spaces, newlines or special characters."));
            return;
        }
        if (isName) session.LibraryName = ClientText.Decode(call[3]);
        else session.LibraryVersion = ClientText.Decode(call[3]);
        reply.Ok();
    }

    [Command("CLIENT|INFO", Arity = 2, Flags = Flags, Acl = AclCategories.Connection, Group = "connection",
        Since = "6.2.0", Complexity = "O(1)", Syntax = "CLIENT INFO", Tips = "NONDETERMINISTIC_OUTPUT",
        Summary = "What the server knows of the connection.")]
    internal static void Info(in Call call, Session session, ref Reply reply)
    {
        var text = new StringBuilder();
        ClientLine.Append(text, session, call.Now);
        reply.Verbatim("txt"u8, ClientText.Encode(text.ToString()));
    }

    [Command("CLIENT|LIST", Arity = -2, Flags = AdminFlags, Acl = AclCategories.Connection, Group = "connection",
        Since = "2.4.0", Complexity = "O(N), N being the number of clients.", Tips = "NONDETERMINISTIC_OUTPUT",
        Syntax = "CLIENT LIST [filter value [filter value ...]]", Summary = "Lists the clients that pass a filter.")]
    internal static void List(in Call call, Session session, ref Reply reply)
    {
        if (call.Count == 3)
        {
            reply.Error("ERR syntax error"u8);
            return;
        }
        var filter = new ClientFilter(session.Server);
        if (filter.Read(call, at: 2) is { } error)
        {
            reply.Error(ClientText.Encode(error));
            return;
        }
        var text = new StringBuilder();
        foreach (var client in session.Server.Clients.All())
        {
            if (filter.SkipsCaller == true && client == session) continue;
            if (filter.Matches(client, call.Now)) ClientLine.Append(text, client, call.Now);
        }
        reply.Verbatim("txt"u8, ClientText.Encode(text.ToString()));
    }

    [Command("CLIENT|KILL", Arity = -3, Flags = AdminFlags, Acl = AclCategories.Connection, Group = "connection",
        Since = "2.4.0", Complexity = "O(N), N being the number of clients.",
        Syntax = "CLIENT KILL <ip:port|filter value [filter value ...]>",
        Summary = "Closes clients that pass a filter.")]
    internal static void Kill(in Call call, Session session, ref Reply reply)
    {
        var isOldForm = call.Count == 3;
        var filter = new ClientFilter(session.Server);
        var address = Encoding.Latin1.GetString(call[2]);
        if (!isOldForm && filter.Read(call, at: 2) is { } error)
        {
            reply.Error(ClientText.Encode(error));
            return;
        }
        var killed = 0;
        var killsCaller = false;
        foreach (var client in session.Server.Clients.All())
        {
            if (isOldForm ? client.Host.PeerAddress != address : !filter.Matches(client, call.Now)) continue;
            if (!isOldForm && filter.SkipsCaller != false && client == session) continue;
            killed++;
            if (client == session) killsCaller = true;
            else session.Host.Kill(client);
        }
        if (!isOldForm) reply.Integer(killed);
        else if (killed == 0) reply.Error("ERR No such client"u8);
        else reply.Ok();

        // The caller still gets its answer.
        if (killsCaller) session.Host.CloseAfterReplies();
    }

    [Command("CLIENT|UNBLOCK", Arity = -3, Flags = AdminFlags, Acl = AclCategories.Connection, Group = "connection",
        Since = "5.0.0", Complexity = "O(log N), N being the number of waiting clients.",
        Syntax = "CLIENT UNBLOCK client-id [TIMEOUT|ERROR]",
        Summary = "Ends the wait of a client that a blocking command holds.")]
    internal static void Unblock(in Call call, Session session, ref Reply reply)
    {
        var end = WaitEnd.TimedOut;
        if (call.Count == 4)
        {
            if (Option.Is(call[3], "error"u8)) end = WaitEnd.Unblocked;
            else if (!Option.Is(call[3], "timeout"u8))
            {
                reply.Error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR"u8);
                return;
            }
        }
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var id)) return;
        var isUnblocked = session.Server.Clients.Find(id) is { } client && session.Host.TryUnblock(client, end);
        reply.Integer(isUnblocked ? 1 : 0);
    }

    [Command("CLIENT|REPLY", Arity = 3, Flags = BusyFlags | CommandFlags.NoMulti,
        Acl = AclCategories.Connection, Group = "connection",
        Since = "3.2.0", Complexity = "O(1)", Syntax = "CLIENT REPLY <ON|OFF|SKIP>",
        Summary = "Says which replies the client wants.")]
    internal static void ReplyTo(in Call call, Session session, ref Reply reply)
    {
        if (Option.Is(call[2], "ON"u8))
        {
            session.ReplyMode = ReplyMode.On;
            session.Host.AnswerOk();
        }
        else if (Option.Is(call[2], "OFF"u8)) session.ReplyMode = ReplyMode.Off;
        else if (!Option.Is(call[2], "SKIP"u8)) reply.Error("ERR syntax error"u8);
        else if (session.ReplyMode != ReplyMode.Off) session.ReplyMode = ReplyMode.SkipNext;
    }

    [Command("CLIENT|NO-EVICT", Arity = 3, Flags = AdminFlags | CommandFlags.AllowBusy,
        Acl = AclCategories.Connection, Group = "connection",
        Since = "7.0.0", Complexity = "O(1)", Syntax = "CLIENT NO-EVICT <ON|OFF>",
        Summary = "Spares the client when clients are evicted.")]
    internal static void NoEvict(in Call call, Session session, ref Reply reply)
    {
        if (!TryReadSwitch(call[2], reply, out var isOn)) return;
        session.IsSparedEviction = isOn;
        reply.Ok();
    }

    [Command("CLIENT|NO-TOUCH", Arity = 3, Flags = BusyFlags & ~CommandFlags.Sentinel,
        Acl = AclCategories.Connection, Group = "connection",
        Since = "7.2.0", Complexity = "O(1)", Syntax = "CLIENT NO-TOUCH <ON|OFF>",
        Summary = "Lets the client read keys without moving their access clock.")]
    internal static void NoTouch(in Call call, Session session, ref Reply reply)
    {
        if (!TryReadSwitch(call[2], reply, out var isOn)) return;
        session.Flags = isOn ? session.Flags | ClientFlags.NoTouch : session.Flags & ~ClientFlags.NoTouch;
        reply.Ok();
    }

    [Command("CLIENT|IMPORT-SOURCE", Arity = 3,
        Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale, Acl = AclCategories.Connection,
        Group = "connection", Since = "8.1.0", Complexity = "O(1)", Syntax = "CLIENT IMPORT-SOURCE <ON|OFF>",
        Summary = "Marks the client as one that imports data: it sees expired keys.")]
    internal static void ImportSource(in Call call, Session session, ref Reply reply)
    {
        if (!session.Server.Configuration.Current.ImportMode && !Option.Is(call[2], "OFF"u8))
        {
            reply.Error("ERR Server is not in import mode"u8);
            return;
        }
        if (!TryReadSwitch(call[2], reply, out var isOn)) return;
        session.IsImportSource = isOn;
        session.Flags = isOn ? session.Flags | ClientFlags.SeesExpired : session.Flags & ~ClientFlags.SeesExpired;
        reply.Ok();
    }

    [Command("CLIENT|CAPA", Arity = -3, Flags = BusyFlags & ~CommandFlags.Sentinel,
        Acl = AclCategories.Connection, Group = "connection",
        Since = "8.0.0", Complexity = "O(1)", Syntax = "CLIENT CAPA capability [capability ...]",
        Summary = "Says what the client can do.")]
    internal static void Capabilities(in Call call, Session session, ref Reply reply)
    {
        for (var i = 2; i < call.Count; i++)
            if (Option.Is(call[i], "redirect"u8)) session.CanRedirect = true;
        reply.Ok();
    }

    [Command("CLIENT|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Sentinel,
        Acl = AclCategories.Connection, Group = "connection", Since = "5.0.0", Complexity = "O(1)",
        Syntax = "CLIENT HELP", Summary = "Says what CLIENT's subcommands do.")]
    internal static void Help(in Call call, Session session, ref Reply reply) =>
        HelpText.Answer(reply, "CLIENT", ClientHelp.Lines);

    static bool TryReadSwitch(ReadOnlySpan<byte> argument, in Reply reply, out bool isOn)
    {
        isOn = Option.Is(argument, "ON"u8);
        if (isOn || Option.Is(argument, "OFF"u8)) return true;
        reply.Error("ERR syntax error"u8);
        return false;
    }
}
