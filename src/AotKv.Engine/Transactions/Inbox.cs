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
    long position;

    public Inbox(Sequence sequence)
    {
        this.sequence = sequence;
        first = last = new Segment();
    }

    /// <summary>
    /// Nothing was published since the last look: one read of a word that only sequenced work writes.
    /// </summary>
    public bool IsCurrent => sequence.Published == seen;

    /// <summary>What has been published by now.</summary>
    public long Published => sequence.Published;

    /// <summary>
    /// The number that the shard has come to: of the entry taken last, or of the last look that found all taken.
    /// </summary>
    public long Position => position;

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
        var published = sequence.Published;
        if (TryTake(published, out work)) return true;
        seen = published;
        return false;
    }

    /// <summary>
    /// Takes the oldest entry whose number is at most <paramref name="limit"/>, which has been published.
    /// </summary>
    public bool TryTake(long limit, out ShardWork work)
    {
        work = null!;
        var segment = first;
        if (taken == SegmentSize)
        {
            if (Volatile.Read(ref segment.Next) is not { } next) return Reached(limit);
            Recycle(segment);
            first = segment = next;
            taken = 0;
        }
        if (taken >= Volatile.Read(ref segment.Filled) || segment.Numbers[taken] > limit) return Reached(limit);
        position = segment.Numbers[taken];
        work = segment.Works[taken]!;
        segment.Works[taken++] = null;
        return true;
    }

    /// <summary>The entry that is next but <paramref name="ahead"/>, or null where it is not at hand.</summary>
    public ShardWork? Peek(int ahead)
    {
        var place = taken + ahead;
        return place < Volatile.Read(ref first.Filled) ? first.Works[place] : null;
    }

    /// <summary>There is no entry up to this number any more.</summary>
    bool Reached(long number)
    {
        position = Math.Max(position, number);
        return false;
    }

    /// <summary>All of a segment is taken, and the appending side has left it: it may be filled again.</summary>
    void Recycle(Segment segment)
    {
        segment.Next = null;
        segment.Filled = 0;
        Interlocked.Exchange(ref spare, segment);
    }
}
