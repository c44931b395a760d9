using AotKv.Engine.Messaging;
using AotKv.Instance;
using AotKv.Machine;

namespace AotKv.Commands.Debugging;

/// <summary>DEBUG SLEEP: stops every core until a time. One object for all of them, which they only read.</summary>
sealed class CoreSleep(Clock clock, long untilNanoseconds) : CoreTask
{
    public override void Run(int core) => clock.SleepUntil(untilNanoseconds);

    /// <summary>Stops all cores, of which <paramref name="own"/> has been lent all shards.</summary>
    public static void All(ServerInstance server, int own, double seconds)
    {
        var clock = server.Clock;
        var sleep = new CoreSleep(clock, clock.MonotonicNanoseconds + (long)Math.Max(0, seconds * 1e9));
        for (var core = 0; core < server.Shards.Length; core++)
            if (core != own) server.Shards[own].Port.Post(core, new(MessageKind.Task, sleep));
        sleep.Run(own);
        var time = server.Shards[own].Clock;
        time.Read();
        foreach (var shard in server.Shards) shard.Clock.Follow(time.Nanoseconds);
    }
}
