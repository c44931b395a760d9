using AotKv.Engine.Catalog;

namespace AotKv.Engine.Measures;

/// <summary>
/// Is told of calls that were remarkable, and of all calls while somebody watches them. One for the process; called
/// on the thread that ran the command, right after it, while its shard cannot run another.
/// </summary>
public abstract class CommandWitness
{
    /// <summary>Whether every call is shown: there is a MONITOR.</summary>
    public abstract bool WatchesAll { get; }

    /// <summary>A call that the settings call remarkable.</summary>
    public abstract void Remark(in Call call, CommandInfo command, in CommandCost cost);

    /// <summary>Any call, while <see cref="WatchesAll"/>.</summary>
    public abstract void Watch(in Call call, CommandInfo command);
}
