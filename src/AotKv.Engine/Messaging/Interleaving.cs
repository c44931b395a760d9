using System.Diagnostics;
using AotKv.Engine.Shards;

namespace AotKv.Engine.Messaging;

/// <summary>
/// The places where what another core does next can make a difference. Compiles to nothing: the interleaving tests
/// compile these sources with a class of their own in this one's place, which lets a seed decide who goes on.
/// </summary>
public static class Interleaving
{
    /// <summary>Another core may act here.</summary>
    [Conditional("INTERLEAVINGS")]
    public static void Point()
    {
    }

    /// <summary>
    /// A command, or a piece of one, has run: the place to append it to the shard's journal, as of the shard's stamp.
    /// Of several shards that are lent one stands for all.
    /// </summary>
    [Conditional("INTERLEAVINGS")]
    public static void Ran(Shard shard, scoped in Call call)
    {
    }

    /// <summary>A client has come to the keys that it waits at: to the last place at each.</summary>
    [Conditional("INTERLEAVINGS")]
    public static void Parked(scoped in Call call)
    {
    }

    /// <summary>What <see cref="Ran"/> was told of last is of a client that had come to wait.</summary>
    [Conditional("INTERLEAVINGS")]
    public static void RanAgain()
    {
    }

    /// <summary>A client's EXEC runs, and was not refused for its watch.</summary>
    [Conditional("INTERLEAVINGS")]
    public static void RanTransaction(Shard shard, CallContext context)
    {
    }

    /// <summary>A command of the client's transaction has run.</summary>
    [Conditional("INTERLEAVINGS")]
    public static void RanQueued(scoped in Call call)
    {
    }

    /// <summary>Waits a moment for another core, which is at work.</summary>
    public static void GiveWay(ref SpinWait spin) => spin.SpinOnce(sleep1Threshold: -1);

    /// <summary>Takes a lock that others hold for a few stores only.</summary>
    public static void Enter(ref SpinLock gate)
    {
        var taken = false;
        gate.Enter(ref taken);
    }
}
