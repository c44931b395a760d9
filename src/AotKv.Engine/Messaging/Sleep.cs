namespace AotKv.Engine.Messaging;

/// <summary>
/// What a core is doing, as far as others must know: who may run its shard now. Written by the core and by those who
/// call it or stand in for it.
/// </summary>
static class Sleep
{
    /// <summary>It runs its shard, and looks for mail before it sleeps.</summary>
    public const int Awake = 0;

    /// <summary>It waits in its network. Whoever has something for it rings, or stands in for it.</summary>
    public const int Asleep = 1;

    /// <summary>It has been rung for, and has not got a CPU yet.</summary>
    public const int Rung = 2;

    /// <summary>It was asleep, and another core's thread does its work.</summary>
    public const int StoodIn = 3;

    /// <summary>The same, and it is to be rung for when that is done.</summary>
    public const int StoodInAndCalled = 4;

    /// <summary>It had been rung for, and another core's thread does its work until it comes.</summary>
    public const int StoodInWhileRung = 5;
}
