using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Connections;

/// <summary>Commands that only concern the connection they come on.</summary>
static class ConnectionCommands
{
    const CommandFlags Handshake = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale |
        CommandFlags.Fast | CommandFlags.NoAuth | CommandFlags.AllowBusy;

    [Command("PING", Arity = -1, Flags = CommandFlags.Fast | CommandFlags.Sentinel, Acl = AclCategories.Connection,
        Group = "connection", Since = "1.0.0", Complexity = "O(1)", Syntax = "PING [message]",
        Tips = "REQUEST_POLICY:ALL_SHARDS RESPONSE_POLICY:ALL_SUCCEEDED",
        Summary = "Answers, so that a client knows the server is alive.")]
    internal static void Ping(in Call call, Session session, ref Reply reply)
    {
        if (call.Count > 2) reply.Error("ERR wrong number of arguments for 'ping' command"u8);
        else if (session.IsSubscriber && !reply.IsResp3)
        {
            // It reads nothing but messages, so that is what this looks like.
            reply.Array(2);
            reply.Bulk("pong"u8);
            reply.Bulk(call.Count == 2 ? call[1] : default);
        }
        else if (call.Count == 2) reply.Bulk(call[1]);
        else reply.Pong();
    }

    [Command("ECHO", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        Acl = AclCategories.Connection, Group = "connection", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "ECHO message", Summary = "Answers with the message it is given.")]
    internal static void Echo(in Call call, Session session, ref Reply reply) => reply.Bulk(call[1]);

    [Command("QUIT", Arity = -1,
        Flags = CommandFlags.AllowBusy | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale |
            CommandFlags.Fast | CommandFlags.NoAuth,
        Acl = AclCategories.Connection, Group = "connection", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "QUIT", Summary = "Closes the connection.")]
    internal static void Quit(in Call call, Session session, ref Reply reply)
    {
        reply.Ok();
        session.Host.CloseAfterReplies();
    }

    [Command("RESET", Arity = 1, Flags = Handshake, Acl = AclCategories.Connection, Group = "connection",
        Since = "6.2.0", Complexity = "O(1)", Syntax = "RESET",
        Summary = "Puts the connection back into the state of a new one.")]
    internal static void Reset(in Call call, Session session, ref Reply reply)
    {
        session.Reset();
        reply.Raw("+RESET\r\n"u8);
    }

    [Command("SELECT", Arity = 2,
        Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy,
        Acl = AclCategories.Connection, Group = "connection", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "SELECT index", Summary = "Chooses the database of the commands that follow.")]
    internal static void Select(in Call call, Session session, ref Reply reply)
    {
        var databases = (int)session.Server.Configuration.Current.Databases;
        if (!IntegerArgument.TryReadDatabase(call, position: 1, reply, databases, out var database)) return;
        session.Database = database;
        reply.Ok();
    }

    [Command("AUTH", Arity = -2, Flags = Handshake | CommandFlags.Sentinel,
        Acl = AclCategories.Connection, Group = "connection", Since = "1.0.0",
        Complexity = "O(N), N being the number of passwords of the user.", Syntax = "AUTH [username] password",
        Summary = "Tells the server who the client is.")]
    internal static void Auth(in Call call, Session session, ref Reply reply)
    {
        if (call.Count > 3)
        {
            reply.Error("ERR syntax error"u8);
            return;
        }
        if (call.Count == 2 && session.Server.Users.Default.Rules.NeedsNoPassword)
        {
            reply.Error(
                "ERR AUTH <password> called without any password configured for the default user. "u8,
                "Are you sure your configuration is correct?"u8);
            return;
        }
        var user = call.Count == 3 ? call[1] : Authentication.DefaultUser;
        if (Authentication.TryAuthenticate(session, call[0], user, call[^1])) reply.Ok();
        else reply.Error(Authentication.Refusal);
    }

    [Command("HELLO", Arity = -1,
        Flags = Handshake | CommandFlags.Sentinel, Acl = AclCategories.Connection,
        Group = "connection", Since = "6.0.0", Complexity = "O(1)",
        Syntax = "HELLO [protover [AUTH username password] [SETNAME clientname]]",
        Summary = "Agrees on the protocol's version, and authenticates and names the client.")]
    internal static void Hello(in Call call, Session session, ref Reply reply)
    {
        if (!HelloRequest.TryRead(call, session, reply, out var request)) return;
        if (request.HasCredentials)
        {
            if (!Authentication.TryAuthenticate(session, call[0], call[request.User], call[request.User + 1]))
            {
                reply.Error(Authentication.Refusal);
                return;
            }
        }
        if (!session.IsAuthenticated)
        {
            reply.Error(
                "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> "u8,
                "AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol "u8,
                "version at the same time"u8);
            return;
        }
        if (request.Name > 0) session.Name = ClientText.Decode(call[request.Name]);
        if (request.Version is { } version) session.Version = version;
        request.Answer(session, reply.In(session.Version));
    }
}
