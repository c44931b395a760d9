using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using AotKv.Memory.Heaps;

namespace AotKv.Values.Tables;

/// <summary>
/// The records of one database of one shard, by key: a hash table by linear hashing (Litwin, 1980). Owned by a
/// <see cref="KeyStore"/>, on the shard's thread. It grows and shrinks by one bucket as records come and go: there is
/// never a second table nor a long step. Bucket i of the upper half splits off bucket i without its top bit, so buckets
/// not yet split are twice as full as the others, and full ones chain. docs/decisions/0001-key-table.md has the
/// numbers.
/// </summary>
public sealed class KeyTable : IDisposable
{
    /// <summary>A bucket is split off when there are more records a bucket than this, in tenths.</summary>
    const long GrowAboveTenths = 68;

    /// <summary>The last bucket is merged away when there are fewer records a bucket than this, in tenths.</summary>
    const long ShrinkBelowTenths = 50;

    /// <summary>
    /// For a fair random record a bucket is accepted in proportion to its records; only longer chains are a little
    /// less likely than they should be.
    /// </summary>
    const int FairChainMax = 20;

    readonly ShardHeap heap;
    readonly KeyHasher hasher;
    BucketArray buckets;
    ulong mask;
    long growAbove;
    long overflowBuckets;

    public KeyTable(ShardHeap heap, KeyHasher hasher)
    {
        this.heap = heap;
        this.hasher = hasher;
        buckets = new(heap);
        buckets.Add();
        SetLimits();
    }

    /// <summary>The number of records.</summary>
    public long Count { get; private set; }

    public KeyTableStatistics Statistics =>
        new(Count, buckets.Count, overflowBuckets, buckets.Bytes + overflowBuckets * Bucket.Bytes);

    /// <summary>The record of a key, or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Record Find(ulong hash, ReadOnlySpan<byte> key)
    {
        var tag = TagOf(hash);
        var bucket = buckets[IndexOf(hash)];
        while (true)
        {
            for (var matches = bucket.Match(tag); matches != 0; matches &= matches - 1)
            {
                var record = new Record(bucket[BitOperations.TrailingZeroCount(matches)]);
                if (record.HasKey(key)) return record;
            }
            if (!bucket.IsChained) return Record.None;
            bucket = bucket.Overflow;
        }
    }

    /// <summary>Adds a record whose key is not in the table.</summary>
    public void Add(ulong hash, Record record)
    {
        Insert(buckets[IndexOf(hash)], TagOf(hash), record.Address);
        if (++Count > growAbove) Grow();
    }

    /// <summary>Puts another record, of the same key, in the place of one.</summary>
    public void Replace(ulong hash, Record old, Record replacement)
    {
        var position = Locate(hash, old, out var bucket, out _);
        bucket[position] = replacement.Address;
    }

    /// <summary>Takes a record out. Its memory is the caller's.</summary>
    public void Remove(ulong hash, Record record)
    {
        var position = Locate(hash, record, out var bucket, out var first);
        bucket.Erase(position);
        if (first.IsChained) FillFromTail(first, bucket, position);
        Count--;
        if (Count * 10 < (buckets.Count - 1) * ShrinkBelowTenths) Shrink();
    }

    /// <summary>Asks the processor for the bucket of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ulong hash)
    {
        if (Sse.IsSupported) Sse.Prefetch0((void*)buckets[IndexOf(hash)].Address);
    }

    /// <summary>
    /// Asks for the record, some time after <see cref="Prefetch"/>; where it is not, for what comes next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void PrefetchRecord(ulong hash)
    {
        if (!Sse.IsSupported) return;
        var bucket = buckets[IndexOf(hash)];
        var matches = bucket.Match(TagOf(hash));
        if (matches != 0) Sse.Prefetch0((void*)bucket[BitOperations.TrailingZeroCount(matches)]);
        else if (bucket.IsChained) Sse.Prefetch0((void*)bucket.Overflow.Address);
    }

    /// <summary>
    /// Shows one group of records and returns the cursor of the next, 0 after the last. Between steps the table may
    /// change at will: whatever was in it from the first step (cursor 0) to the last is shown at least once. A group is
    /// what stands in one bucket of the lower half; the cursor counts with its bits reversed, so that the groups before
    /// it stay before it when the table doubles or halves (Noordhuis's scan in Redis 2.8).
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IRecordVisitor, allows ref struct
    {
        var count = (ulong)buckets.Count;
        var groupMask = count == mask + 1 ? mask : mask >> 1;
        var index = cursor & groupMask;
        VisitChain(buckets[index], ref visitor);
        if (index + groupMask + 1 < count) VisitChain(buckets[index + groupMask + 1], ref visitor);
        return Reverse(Reverse(cursor | ~groupMask) + 1);
    }

    /// <summary>A record chosen at random, each about as likely, or none where the table is empty.</summary>
    public Record Random(ref ulong randomState)
    {
        if (Count == 0) return Record.None;
        while (true)
        {
            var random = NextRandom(ref randomState);
            var bucket = buckets[(ulong)(((UInt128)random * (ulong)buckets.Count) >> 64)];
            var records = CountChain(bucket);
            var ticket = (int)(NextRandom(ref randomState) >> 33) % Math.Max(FairChainMax, records);
            if (ticket < records) return InChain(bucket, ticket);
        }
    }

    /// <summary>
    /// Shows the records of the last bucket and takes the bucket out, for a table that is being thrown away. Nothing
    /// but this may be called then. False when nothing is left.
    /// </summary>
    internal bool Drain<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IRecordVisitor, allows ref struct
    {
        if (buckets.Count == 0) return false;
        var bucket = buckets[(ulong)buckets.Count - 1];
        Count -= CountChain(bucket);
        VisitChain(bucket, ref visitor);
        while (bucket.IsChained) DropTail(bucket);
        buckets.RemoveLast();
        return true;
    }

    /// <summary>Gives the table's memory back, but not that of the records.</summary>
    public void Dispose()
    {
        for (var index = 0L; index < buckets.Count; index++)
        {
            var bucket = buckets[(ulong)index];
            while (bucket.IsChained) DropTail(bucket);
        }
        buckets.Free();
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static byte TagOf(ulong hash)
    {
        var tag = (uint)(hash >> 56);
        return (byte)(tag == 0 ? 1 : tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ulong IndexOf(ulong hash)
    {
        var index = hash & mask;
        return index < (ulong)buckets.Count ? index : index & (mask >> 1);
    }

    int Locate(ulong hash, Record record, out Bucket bucket, out Bucket first)
    {
        var tag = TagOf(hash);
        first = bucket = buckets[IndexOf(hash)];
        while (true)
        {
            for (var matches = bucket.Match(tag); matches != 0; matches &= matches - 1)
            {
                var position = BitOperations.TrailingZeroCount(matches);
                if (bucket[position] == record.Address) return position;
            }
            if (!bucket.IsChained) throw new UnreachableException("The record is not in the table.");
            bucket = bucket.Overflow;
        }
    }

    void Insert(Bucket bucket, byte tag, nint address)
    {
        while (bucket.IsChained) bucket = bucket.Overflow;
        var empty = bucket.Empty;
        if (empty == 0)
        {
            var overflow = new Bucket(heap.Allocate(Bucket.Bytes));
            overflowBuckets++;
            bucket.Chain(overflow);
            bucket = overflow;
            empty = bucket.Empty;
        }
        bucket.Put(BitOperations.TrailingZeroCount(empty), tag, address);
    }

    /// <summary>Keeps all but the last bucket of a chain full: a record from the last one fills the hole.</summary>
    void FillFromTail(Bucket first, Bucket hole, int holePosition)
    {
        Bucket previous = first, tail = first.Overflow;
        for (; tail.IsChained; tail = tail.Overflow) previous = tail;
        var used = tail.Used;
        if (tail.Address != hole.Address)
        {
            var position = BitOperations.TrailingZeroCount(used);
            hole.Put(holePosition, tail.Tag(position), tail[position]);
            tail.Erase(position);
            used &= used - 1;
        }
        if ((used & (used - 1)) != 0) return;

        // At most one record is left in the last bucket: entry 9 of the one before has room for it.
        var left = BitOperations.TrailingZeroCount(used);
        var (tag, address) = used == 0 ? ((byte)0, 0) : (tail.Tag(left), tail[left]);
        DropTail(previous);
        previous.Put(Bucket.Slots, tag, address);
    }

    /// <summary>Frees the last bucket behind one, with whatever is in it.</summary>
    void DropTail(Bucket bucket)
    {
        while (bucket.Overflow.IsChained) bucket = bucket.Overflow;
        heap.Free(bucket.Overflow.Address, Bucket.Bytes);
        overflowBuckets--;
        bucket.Unchain();
    }

    /// <summary>Splits the next bucket in turn: some of its records go to a new one at the end.</summary>
    unsafe void Grow()
    {
        var added = (ulong)buckets.Count;
        if (added > mask) mask = mask * 2 + 1;
        var source = buckets[added & (mask >> 1)];
        PrefetchChain(source);

        var copy = stackalloc byte[Bucket.Bytes];
        var old = new Bucket((nint)copy);
        source.CopyTo(old);
        source.Clear();
        source.IsSaved = old.IsSaved;
        // Adding may move the first segment: views of buckets are good no longer.
        var fresh = buckets.Add();
        fresh.IsSaved = old.IsSaved;
        Distribute(old);
        SetLimits();
    }

    /// <summary>
    /// Inserts the records of a chain that is no longer in the table, and frees its overflow buckets.
    /// </summary>
    void Distribute(Bucket chain)
    {
        var isFirst = true;
        while (true)
        {
            for (var used = chain.Used; used != 0; used &= used - 1)
            {
                var position = BitOperations.TrailingZeroCount(used);
                var index = IndexOf(hasher.Hash(new Record(chain[position]).Key));
                Insert(buckets[index], chain.Tag(position), chain[position]);
            }
            var next = chain.IsChained ? chain.Overflow : default;
            if (!isFirst) FreeOverflow(chain);
            if (next.Address == 0) return;
            chain = next;
            isFirst = false;
        }
    }

    /// <summary>Merges the last bucket into the one that it was split from.</summary>
    void Shrink()
    {
        var last = (ulong)buckets.Count - 1;
        if (last == 0) return;
        var target = buckets[last & (mask >> 1)];
        var bucket = buckets[last];
        for (var isFirst = true; ; isFirst = false)
        {
            for (var used = bucket.Used; used != 0; used &= used - 1)
            {
                var position = BitOperations.TrailingZeroCount(used);
                Insert(target, bucket.Tag(position), bucket[position]);
            }
            var next = bucket.IsChained ? bucket.Overflow : default;
            if (!isFirst) FreeOverflow(bucket);
            if (next.Address == 0) break;
            bucket = next;
        }
        buckets.RemoveLast();
        if (last == (mask >> 1) + 1) mask >>= 1;
        SetLimits();
    }

    void FreeOverflow(Bucket bucket)
    {
        heap.Free(bucket.Address, Bucket.Bytes);
        overflowBuckets--;
    }

    void SetLimits() => growAbove = Math.Max(buckets.Count * GrowAboveTenths / 10, Bucket.Slots);

    static void VisitChain<TVisitor>(Bucket bucket, ref TVisitor visitor)
        where TVisitor : struct, IRecordVisitor, allows ref struct
    {
        while (true)
        {
            for (var used = bucket.Used; used != 0; used &= used - 1)
                visitor.Visit(new Record(bucket[BitOperations.TrailingZeroCount(used)]));
            if (!bucket.IsChained) return;
            bucket = bucket.Overflow;
        }
    }

    static unsafe void PrefetchChain(Bucket bucket)
    {
        if (!Sse.IsSupported) return;
        while (true)
        {
            for (var used = bucket.Used; used != 0; used &= used - 1)
                Sse.Prefetch0((void*)bucket[BitOperations.TrailingZeroCount(used)]);
            if (!bucket.IsChained) return;
            bucket = bucket.Overflow;
        }
    }

    static int CountChain(Bucket bucket)
    {
        var records = bucket.Count;
        while (bucket.IsChained)
        {
            bucket = bucket.Overflow;
            records += bucket.Count;
        }
        return records;
    }

    static Record InChain(Bucket bucket, int ordinal)
    {
        for (; ordinal >= bucket.Count; bucket = bucket.Overflow) ordinal -= bucket.Count;
        var used = bucket.Used;
        for (; ordinal > 0; ordinal--) used &= used - 1;
        return new(bucket[BitOperations.TrailingZeroCount(used)]);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014): any state is a good one.</summary>
    static ulong NextRandom(ref ulong state)
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    static ulong Reverse(ulong value)
    {
        value = ((value >> 1) & 0x5555555555555555) | ((value & 0x5555555555555555) << 1);
        value = ((value >> 2) & 0x3333333333333333) | ((value & 0x3333333333333333) << 2);
        value = ((value >> 4) & 0x0F0F0F0F0F0F0F0F) | ((value & 0x0F0F0F0F0F0F0F0F) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }
}
