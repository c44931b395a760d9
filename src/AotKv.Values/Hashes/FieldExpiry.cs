using AotKv.Memory.Heaps;
using AotKv.Values.Tables;

namespace AotKv.Values.Hashes;

/// <summary>
/// Which hashes of one database have fields that expire, and when the first of each does. Owned by a
/// <see cref="KeyStore"/>, on the shard's thread. A hash that leaves the database or changes its record's place must be
/// told of; one that is not a hash, or has no such fields, is passed over.
/// </summary>
sealed class FieldExpiry(ShardHeap heap) : IDisposable
{
    readonly ExpiryWheel<FieldDeadlines> wheel = new(heap);

    /// <summary>The number of hashes with fields that expire.</summary>
    public long Count => wheel.Count;

    public long Bytes => wheel.Bytes;

    /// <summary>No field expires before this time; see <see cref="ExpiryWheel{TEntry}.NextDeadline"/>.</summary>
    public long NextDeadline() => wheel.NextDeadline();

    /// <summary>Takes note of where a hash of this database stands and of when its first field expires.</summary>
    public void Track(Record record)
    {
        if (!TryGet(record, out var deadlines)) return;
        if (deadlines.Queue.Count == 0)
        {
            Untrack(record);
            deadlines.FreeSome(heap, int.MaxValue);
            record.Reference = record.Reference with { Length = 0 };
            return;
        }
        deadlines.Record = record;
        var earliest = deadlines.Queue.First.Deadline;
        if (deadlines.IsTracked && deadlines.ExpiresAt == earliest) return;
        Untrack(record);
        deadlines.ExpiresAt = earliest;
        deadlines.IsTracked = true;
        wheel.Add(deadlines);
    }

    /// <summary>Forgets a hash, which leaves this database.</summary>
    public void Untrack(Record record)
    {
        if (!TryGet(record, out var deadlines) || !deadlines.IsTracked) return;
        wheel.Remove(deadlines);
        deadlines.IsTracked = false;
    }

    /// <summary>
    /// Copies the records of hashes with due fields to a span and returns how many; they stay until their fields are
    /// removed and they are tracked anew. See <see cref="ExpiryWheel{TEntry}.Advance"/>.
    /// </summary>
    public int FindDue(long nowUnixMilliseconds, int workMax, Span<Record> due)
    {
        Span<FieldDeadlines> found = stackalloc FieldDeadlines[due.Length];
        var count = wheel.Advance(nowUnixMilliseconds, workMax, found);
        for (var i = 0; i < count; i++) due[i] = found[i].Record;
        return count;
    }

    /// <summary>Frees up to so many blocks of a wheel that is being thrown away. False when nothing is left.</summary>
    public bool Drain(int blocksMax) => wheel.Drain(blocksMax);

    public void Dispose() => wheel.Dispose();

    static bool TryGet(Record record, out FieldDeadlines deadlines)
    {
        deadlines = default;
        if (record.Type != RecordType.Hash || record.Encoding != RecordEncoding.Root) return false;
        deadlines = FieldDeadlines.Of(record.Reference);
        return !deadlines.IsNone;
    }
}
