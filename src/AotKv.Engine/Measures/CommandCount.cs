namespace AotKv.Engine.Measures;

/// <summary>What one core has counted of one command. Written by the core, read by INFO from any thread.</summary>
public struct CommandCount
{
    public long Calls;

    /// <summary>The time of all calls together.</summary>
    public long Nanoseconds;

    /// <summary>Requests that were refused before they ran.</summary>
    public long Rejected;

    /// <summary>Calls that answered with an error.</summary>
    public long Failed;

    public void Add(in CommandCount other)
    {
        Calls += other.Calls;
        Nanoseconds += other.Nanoseconds;
        Rejected += other.Rejected;
        Failed += other.Failed;
    }
}
