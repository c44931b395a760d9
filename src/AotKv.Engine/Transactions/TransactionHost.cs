using AotKv.Engine.Catalog;

namespace AotKv.Engine.Transactions;

/// <summary>
/// The client whose transaction runs: it runs the commands that touch no keys, and says which database the next one
/// is for. Used only on the client's own core.
/// </summary>
public abstract class TransactionHost : BatchOwner
{
    /// <summary>What the client has chosen by now.</summary>
    public abstract CallContext Context { get; }

    public abstract void RunOnSession(CommandId command, in Call call, ref Reply reply);

    /// <summary>Runs a command of the session that is exclusive, with all shards lent.</summary>
    public abstract void RunExclusively(CommandId command, in Call call, in Keyspace keys, ref Reply reply);
}
