using AotKv.Engine;
using AotKv.Engine.Catalog;

namespace AotKv.Instance.Sessions;

/// <summary>
/// The command table with the commands that run on a connection's core. Generated from the attributes.
/// </summary>
public abstract class ServerCommandTable(CommandInfo[] commands) : CommandTable(commands)
{
    /// <summary>Runs a command that touches no keys, on the core that owns the session.</summary>
    /// <returns>Park where the reply is written later by the session's host.</returns>
    public abstract Outcome RunOnSession(CommandId id, in Call call, Session session, ref Reply reply);

    /// <summary>
    /// Runs a command of the session that is exclusive, on the core that owns the session, with all shards lent to it.
    /// </summary>
    public abstract Outcome RunExclusively(
        CommandId id, in Call call, Session session, in Keyspace keys, ref Reply reply);
}
