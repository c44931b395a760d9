namespace AotKv.Engine.Transactions;

/// <summary>
/// One shard's share of the sequence, oldest first. Appended to by any core under the sequence lock; taken from by
/// the thread that runs the shard. Grows by linked segments: what bounds it is that a connection has one batch under
/// way at a time.
/// </summary>
public sealed class Inbox
{
    readonly Sequence sequence;
    const int SegmentSize = 128;

    sealed class Segment
    {
        public readonly long[] Numbers = new long[SegmentSize];
        public readonly ShardWork?[] Works = new ShardWork?[SegmentSize];
        public int Filled;
        public Segment? Next;
    }

    // The appending side, under the sequence lock.
    Segment last;

    // The taking side.
    Segment first;

    // From the taking side to the appending side, so that a steady flow allocates nothing.
    Segment? spare;
    int taken;
    long seen;

    public Inbox(Sequence sequence)
    {
        this.sequence = sequence;
        first = last = new Segment();
    }

    /// <summary>
    /// Nothing was published since the last look: one read of a word that only sequenced work writes.
    /// </summary>
    public bool IsCurrent => sequence.Published == seen;

    internal void Append(long number, ShardWork work)
    {
        if (last.Filled == SegmentSize)
        {
            var next = Interlocked.Exchange(ref spare, null) ?? new Segment();
            last.Next = next;
            last = next;
        }
        last.Numbers[last.Filled] = number;
        last.Works[last.Filled] = work;

        // The entry first, the count second: TryTake reads the count, then the entry.
        Volatile.Write(ref last.Filled, last.Filled + 1);
    }

    /// <summary>Takes the oldest published entry.</summary>
    public bool TryTake(out ShardWork work)
    {
        work = null!;
        var published = sequence.Published;
        var segment = first;
        if (taken == SegmentSize)
        {
            if (Volatile.Read(ref segment.Next) is not { } next)
            {
                seen = published;
                return false;
            }
            Recycle(segment);
            first = segment = next;
            taken = 0;
        }
        if (taken >= Volatile.Read(ref segment.Filled) || segment.Numbers[taken] > published)
        {
            seen = published;
            return false;
        }
        work = segment.Works[taken]!;
        segment.Works[taken++] = null;
        return true;
    }

    /// <summary>All of a segment is taken, and the appending side has left it: it may be filled again.</summary>
    void Recycle(Segment segment)
    {
        segment.Next = null;
        segment.Filled = 0;
        Interlocked.Exchange(ref spare, segment);
    }
}
