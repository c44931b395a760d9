using System.Runtime.InteropServices;
using AotKv.Engine.Messaging;

namespace AotKv.Engine.Transactions;

/// <summary>
/// The one order of all work that involves several shards. A sender takes the lock, appends a part to the inbox of
/// each shard involved and publishes all parts by a single store: that store is the instant at which the work takes
/// effect. Before it leaves the lock the work's time is fixed, so at most one entry is without one, and times never go
/// against the numbers. Nothing is waited for under the lock.
/// </summary>
public sealed class Sequence(ServerTime time)
{
    /// <summary>The published number on a cache line of its own: every core reads it before every command.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    struct PublishedLine
    {
        [FieldOffset(64)] public long Number;
    }

    PublishedLine line;
    long lastTime;
    SpinLock gate = new(enableThreadOwnerTracking: false);

    /// <summary>The number up to which parts may run.</summary>
    public long Published => Volatile.Read(ref line.Number);

    /// <summary>
    /// Appends <paramref name="parts"/>[i] to <paramref name="inboxes"/>[i], where there is one, and publishes them.
    /// <paramref name="instant"/> is theirs.
    /// </summary>
    internal void Publish(ReadOnlySpan<Inbox> inboxes, ReadOnlySpan<ShardWork?> parts, ref SharedInstant instant)
    {
        Interleaving.Enter(ref gate);
        instant.Open(lastTime);
        var number = line.Number + 1;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not { } part) continue;
            inboxes[i].Append(number, part);
            Interleaving.Point();
        }

        // Entries first, number second: Inbox.TryTake reads the number, then entries up to it.
        Volatile.Write(ref line.Number, number);
        Interleaving.Point();

        // The number first, the clock second: a shard that read its clock later than this has seen the number.
        lastTime = instant.Agree(time);
        gate.Exit(useMemoryBarrier: true);
    }
}
