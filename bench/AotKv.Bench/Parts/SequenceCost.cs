using System.Diagnostics;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Linux;

namespace AotKv.Bench.Parts;

/// <summary>
/// What one publication of the sequence takes, the only thing that all cores of a server do one after another: two
/// threads, each on a CPU of its own, publish parts to inboxes and take out what is theirs, and do nothing else.
/// </summary>
sealed class SequenceCost
{
    const int SliceMilliseconds = 60;
    const int Slices = 7;

    readonly Sequence sequence;
    readonly Inbox[] inboxes;
    readonly ShardWork[] parts;
    readonly long[] published = new long[2 * CacheLine];
    readonly ServerTime time = new(new LinuxClock());
    volatile bool isOver;

    const int CacheLine = 16;

    SequenceCost(int shards)
    {
        sequence = new(time);
        inboxes = new Inbox[shards];
        parts = new ShardWork[shards];
        for (var i = 0; i < shards; i++)
        {
            inboxes[i] = new(sequence);
            parts[i] = new Nothing();
        }
    }

    /// <summary>
    /// Nanoseconds from one publication to the next, with parts for so many shards, while so many CPUs (1 or 2)
    /// publish: the median of some slices.
    /// </summary>
    public static double Nanoseconds(int shards, int threads)
    {
        var slices = new double[Slices];
        for (var i = 0; i < Slices; i++) slices[i] = new SequenceCost(shards).Slice(threads);
        Array.Sort(slices);
        return slices[Slices / 2];
    }

    double Slice(int threads)
    {
        var running = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            var mine = i;
            running[i] = new(() => Publish(mine, threads)) { IsBackground = true };
        }
        var clock = Stopwatch.StartNew();
        foreach (var thread in running) thread.Start();
        Thread.Sleep(SliceMilliseconds);
        isOver = true;
        foreach (var thread in running) thread.Join();
        return clock.Elapsed.TotalNanoseconds / (published[0] + published[CacheLine]);
    }

    void Publish(int mine, int threads)
    {
        CurrentThread.PinTo(mine);
        var instant = new SharedInstant();
        var count = 0L;
        for (; !isOver; count++)
        {
            sequence.Publish(inboxes, parts, ref instant);
            for (var i = mine; i < inboxes.Length; i += threads)
                while (inboxes[i].TryTake(out _)) { }
        }
        published[mine * CacheLine] = count;
    }

    sealed class Nothing : ShardWork
    {
        public override void Run(Shard shard)
        {
        }
    }
}
