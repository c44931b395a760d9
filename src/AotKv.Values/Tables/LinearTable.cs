using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using AotKv.Memory.Heaps;

namespace AotKv.Values.Tables;

/// <summary>
/// A hash table of entries by linear hashing (Litwin, 1980). It grows and shrinks by one bucket as entries come and go:
/// there is never a second table nor a long step. Bucket i of the upper half splits off bucket i without its top bit,
/// so buckets not yet split are twice as full as the others, and full ones chain. docs/decisions/0001-key-table.md has
/// the numbers. Owned by a <see cref="KeyTable"/> or by the root of a large collection; it holds nothing managed, so it
/// can stand in native memory, and whoever calls says each time which heap and hasher it lives with.
/// </summary>
struct LinearTable<TEntry> where TEntry : unmanaged, ITableEntry<TEntry>
{
    /// <summary>A bucket is split off when there are more entries a bucket than this, in tenths.</summary>
    static int GrowAboveTenths => TEntry.EntriesABucketTenths;

    /// <summary>The last bucket is merged away when there are fewer entries a bucket than this, in tenths.</summary>
    static int ShrinkBelowTenths => TEntry.EntriesABucketTenths * 11 / 15;

    /// <summary>The limit of a table that neither grows nor shrinks.</summary>
    const long NeverGrow = long.MaxValue;

    /// <summary>
    /// For a fair random entry a bucket is accepted in proportion to its entries; only longer chains are a little less
    /// likely than they should be.
    /// </summary>
    static int FairChainMax => TEntry.EntriesABucketTenths * 4 / 15;

    BucketArray buckets;
    ulong mask;
    long growAbove;
    long overflowBuckets;
    long overflowBytes;

    /// <summary>The number of entries.</summary>
    public long Count { get; private set; }

    public readonly KeyTableStatistics Statistics =>
        new(Count, buckets.Count, overflowBuckets, buckets.Bytes + overflowBytes);

    /// <summary>Makes a table of all zeros ready for use.</summary>
    public void Begin(ShardHeap heap)
    {
        buckets.Add(heap);
        SetLimits();
    }

    /// <summary>As <see cref="Begin(ShardHeap)"/>, with buckets for so many entries: none splits then.</summary>
    public void Begin(ShardHeap heap, long entries)
    {
        var wanted = Math.Max((entries * 10 + GrowAboveTenths - 1) / GrowAboveTenths, 1);
        while (buckets.Count < wanted) buckets.Add(heap);
        mask = BitOperations.RoundUpToPowerOf2((ulong)wanted) - 1;
        SetLimits();
    }

    /// <summary>
    /// Makes a table of all zeros a copy of another, bucket by bucket: no key is hashed, and entries of one bucket may
    /// come to stand side by side.
    /// </summary>
    public void CopyFrom<TCopier>(ShardHeap heap, in LinearTable<TEntry> source, ref TCopier copier)
        where TCopier : struct, IEntryCopier<TEntry>, allows ref struct
    {
        var count = (ulong)source.buckets.Count;
        for (var index = 0UL; index < count; index++)
        {
            if (index + 1 < count) PrefetchChain(source.buckets[index + 1]);
            CopyChain(heap, source.buckets[index], buckets.Add(heap), ref copier);
        }
        mask = source.mask;
        Count = source.Count;
        SetLimits();
    }

    void CopyChain<TCopier>(ShardHeap heap, Bucket from, Bucket to, ref TCopier copier)
        where TCopier : struct, IEntryCopier<TEntry>, allows ref struct
    {
        while (true)
        {
            from.CopyTo(to);
            to.IsSaved = false;
            for (var used = from.Used; used != 0; used &= used - 1)
            {
                var position = BitOperations.TrailingZeroCount(used);
                to[position] = copier.Copy(TEntry.At(from[position])).Address;
            }
            if (!from.IsChained) return;
            from = from.Overflow;
            var overflow = AllocateOverflow(heap, from.Capacity);
            to[Bucket.Slots] = overflow.Address;
            to = overflow;
        }
    }

    /// <summary>The entry of a key, or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TEntry Find(ulong hash, ReadOnlySpan<byte> key)
    {
        var tag = TagOf(hash);
        var bucket = buckets[IndexOf(hash)];
        while (true)
        {
            for (var matches = bucket.Match(tag); matches != 0; matches &= matches - 1)
            {
                var entry = TEntry.At(bucket[BitOperations.TrailingZeroCount(matches)]);
                if (entry.HasKey(key)) return entry;
            }
            if (!bucket.IsChained) return default;
            bucket = bucket.Overflow;
        }
    }

    /// <summary>Adds an entry whose key is not in the table.</summary>
    public void Add(ShardHeap heap, KeyHasher hasher, ulong hash, TEntry entry)
    {
        Insert(heap, buckets[IndexOf(hash)], TagOf(hash), entry.Address);
        if (++Count > growAbove) GrowSome(heap, hasher);
    }

    /// <summary>Puts another entry, of the same key, in the place of one.</summary>
    public readonly void Replace(ulong hash, TEntry old, TEntry replacement)
    {
        var position = Locate(hash, old, out var bucket, out _);
        bucket[position] = replacement.Address;
    }

    /// <summary>Takes an entry out. Its memory is the caller's.</summary>
    public void Remove(ShardHeap heap, ulong hash, TEntry entry)
    {
        var position = Locate(hash, entry, out var bucket, out var first);
        bucket.Erase(position);
        if (first.IsChained) FillFromTail(heap, first, bucket, position);
        Count--;
        if (Count * 10 < (buckets.Count - 1) * ShrinkBelowTenths && growAbove != NeverGrow) Shrink(heap);
    }

    /// <summary>Asks the processor for the bucket of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void Prefetch(ulong hash)
    {
        if (Sse.IsSupported) Sse.Prefetch0((void*)buckets[IndexOf(hash)].Address);
    }

    /// <summary>
    /// Asks for the entry, some time after <see cref="Prefetch"/>; where it is not, for what comes next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void PrefetchEntry(ulong hash)
    {
        if (!Sse.IsSupported) return;
        var bucket = buckets[IndexOf(hash)];
        var matches = bucket.Match(TagOf(hash));
        if (matches != 0) PrefetchLines(bucket[BitOperations.TrailingZeroCount(matches)]);
        else if (bucket.IsChained) Sse.Prefetch0((void*)bucket.Overflow.Address);
    }

    /// <summary>Asks for an entry in an overflow bucket, some time after <see cref="PrefetchEntry"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void PrefetchOverflow(ulong hash)
    {
        var bucket = buckets[IndexOf(hash)];
        if (!bucket.IsChained || !Sse.IsSupported || bucket.Match(TagOf(hash)) != 0) return;
        var matches = bucket.Overflow.Match(TagOf(hash));
        if (matches != 0) PrefetchLines(bucket.Overflow[BitOperations.TrailingZeroCount(matches)]);
    }

    const int CacheLineBytes = 64;

    /// <summary>
    /// A short key's value mostly ends in the second line; asking for it in vain costs nothing to speak of.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void PrefetchLines(nint entry)
    {
        Sse.Prefetch0((void*)entry);
        Sse.Prefetch0((void*)(entry + CacheLineBytes));
    }

    /// <summary>
    /// Shows one group of entries and returns the cursor of the next, 0 after the last. Between steps the table may
    /// change at will: whatever was in it from the first step (cursor 0) to the last is shown at least once. A group is
    /// what stands in one bucket of the lower half; the cursor counts with its bits reversed, so that the groups before
    /// it stay before it when the table doubles or halves (Noordhuis's scan in Redis 2.8).
    /// </summary>
    public readonly ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IEntryVisitor<TEntry>, allows ref struct
    {
        var count = (ulong)buckets.Count;
        var groupMask = count == mask + 1 ? mask : mask >> 1;
        var index = cursor & groupMask;
        var hasPair = index + groupMask + 1 < count;
        var next = NextGroup(cursor, groupMask);
        PrefetchChain(buckets[index]);
        if (hasPair) PrefetchChain(buckets[index + groupMask + 1]);
        if (next != 0) PrefetchAhead(next, groupMask);
        VisitChain(buckets[index], ref visitor);
        if (hasPair) VisitChain(buckets[index + groupMask + 1], ref visitor);
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong NextGroup(ulong cursor, ulong groupMask) => Reverse(Reverse(cursor | ~groupMask) + 1);

    /// <summary>
    /// Asks for the entries of the next group and the buckets of the one after it, which the next step wants at hand.
    /// </summary>
    readonly unsafe void PrefetchAhead(ulong next, ulong groupMask)
    {
        if (!Sse.IsSupported) return;
        var later = NextGroup(next, groupMask) & groupMask;
        Sse.Prefetch0((void*)buckets[later].Address);
        if (later + groupMask + 1 < (ulong)buckets.Count)
            Sse.Prefetch0((void*)buckets[later + groupMask + 1].Address);
        var index = next & groupMask;
        PrefetchChain(buckets[index]);
        if (index + groupMask + 1 < (ulong)buckets.Count) PrefetchChain(buckets[index + groupMask + 1]);
    }

    /// <summary>The next entry of a walk over a table that does not change meanwhile; false at the end.</summary>
    public readonly bool TryNext(ref TableWalk walk, out TEntry entry)
    {
        while (walk.Left == 0)
        {
            if (walk.Bucket.Address != 0 && walk.Bucket.IsChained) walk.Bucket = walk.Bucket.Overflow;
            else if (walk.NextIndex < (ulong)buckets.Count) walk.Bucket = NextOfWalk(ref walk);
            else
            {
                entry = default;
                return false;
            }
            walk.Left = walk.Bucket.Used;
        }
        entry = TEntry.At(walk.Take());
        return true;
    }

    /// <summary>Asks for the entries of the bucket after it as well: they come soon.</summary>
    readonly Bucket NextOfWalk(ref TableWalk walk)
    {
        var bucket = buckets[walk.NextIndex++];
        if (walk.NextIndex < (ulong)buckets.Count) PrefetchChain(buckets[walk.NextIndex]);
        return bucket;
    }

    /// <summary>An entry chosen at random, each about as likely, or none where the table is empty.</summary>
    public readonly TEntry Random(ref ulong randomState)
    {
        if (Count == 0) return default;
        while (true)
        {
            var random = NextRandom(ref randomState);
            var bucket = buckets[(ulong)(((UInt128)random * (ulong)buckets.Count) >> 64)];
            var entries = CountChain(bucket);
            var ticket = (int)(NextRandom(ref randomState) >> 33) % Math.Max(FairChainMax, entries);
            if (ticket < entries) return InChain(bucket, ticket);
        }
    }

    /// <summary>
    /// Shows the entries of the last bucket and takes the bucket out, for a table that is being thrown away. Nothing
    /// but this may be called then. False when nothing is left.
    /// </summary>
    public bool Drain<TVisitor>(ShardHeap heap, ref TVisitor visitor)
        where TVisitor : struct, IEntryVisitor<TEntry>, allows ref struct
    {
        if (buckets.Count == 0) return false;
        var bucket = buckets[(ulong)buckets.Count - 1];
        Count -= CountChain(bucket);
        VisitChain(bucket, ref visitor);
        while (bucket.IsChained) DropTail(heap, bucket);
        buckets.RemoveLast(heap);
        return true;
    }

    /// <summary>Gives the table's memory back, but not that of the entries.</summary>
    public void Free(ShardHeap heap)
    {
        for (var index = 0L; index < buckets.Count; index++)
        {
            var bucket = buckets[(ulong)index];
            while (bucket.IsChained) DropTail(heap, bucket);
        }
        buckets.Free(heap);
        this = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static byte TagOf(ulong hash)
    {
        var tag = (uint)(hash >> 56);
        return (byte)(tag == 0 ? 1 : tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly ulong IndexOf(ulong hash)
    {
        var index = hash & mask;
        return index < (ulong)buckets.Count ? index : index & (mask >> 1);
    }

    readonly int Locate(ulong hash, TEntry entry, out Bucket bucket, out Bucket first)
    {
        var tag = TagOf(hash);
        first = bucket = buckets[IndexOf(hash)];
        while (true)
        {
            for (var matches = bucket.Match(tag); matches != 0; matches &= matches - 1)
            {
                var position = BitOperations.TrailingZeroCount(matches);
                if (bucket[position] == entry.Address) return position;
            }
            if (!bucket.IsChained) throw new UnreachableException("The entry is not in the table.");
            bucket = bucket.Overflow;
        }
    }

    void Insert(ShardHeap heap, Bucket bucket, byte tag, nint address)
    {
        if (bucket.IsChained || bucket.Empty == 0) bucket = MakeRoom(heap, bucket);
        bucket.Put(BitOperations.TrailingZeroCount(bucket.Empty), tag, address);
    }

    /// <summary>The last bucket of a chain, with room for an entry.</summary>
    Bucket MakeRoom(ShardHeap heap, Bucket bucket)
    {
        var before = default(Bucket);
        while (bucket.IsChained) (before, bucket) = (bucket, bucket.Overflow);
        if (bucket.Empty != 0) return bucket;
        if (!bucket.IsShort)
        {
            var overflow = AllocateOverflow(heap, Bucket.FirstCapacity);
            overflow.Clear(Bucket.FirstCapacity);
            bucket.Chain(overflow);
            return overflow;
        }
        var capacity = bucket.NextCapacity;
        var larger = AllocateOverflow(heap, capacity);
        larger.Clear(capacity);
        bucket.CopyTo(larger, capacity);
        before[Bucket.Slots] = larger.Address;
        FreeOverflow(heap, bucket);
        return larger;
    }

    /// <summary>An overflow bucket whose content is not defined.</summary>
    Bucket AllocateOverflow(ShardHeap heap, int capacity)
    {
        var bytes = Bucket.BytesFor(capacity);
        overflowBuckets++;
        overflowBytes += ShardHeap.GoodSize(bytes);
        return new(heap.Allocate(bytes));
    }

    /// <summary>Keeps all but the last bucket of a chain full: an entry from the last one fills the hole.</summary>
    void FillFromTail(ShardHeap heap, Bucket first, Bucket hole, int holePosition)
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

        // At most one entry is left in the last bucket: entry 9 of the one before has room for it.
        var left = BitOperations.TrailingZeroCount(used);
        var (tag, address) = used == 0 ? ((byte)0, 0) : (tail.Tag(left), tail[left]);
        DropTail(heap, previous);
        previous.Put(Bucket.Slots, tag, address);
    }

    /// <summary>Frees the last bucket behind one, with whatever is in it.</summary>
    void DropTail(ShardHeap heap, Bucket bucket)
    {
        while (bucket.Overflow.IsChained) bucket = bucket.Overflow;
        FreeOverflow(heap, bucket.Overflow);
        bucket.Unchain();
    }

    /// <summary>Whether it grows and shrinks. One that does not chains its full buckets.</summary>
    public void SetResizing(bool isOn)
    {
        if (isOn) SetLimits();
        else growAbove = NeverGrow;
    }

    /// <summary>One step, or two while it makes up for a time without any.</summary>
    void GrowSome(ShardHeap heap, KeyHasher hasher)
    {
        Grow(heap, hasher);
        if (Count > growAbove) Grow(heap, hasher);
    }

    /// <summary>Splits the next bucket in turn: some of its entries go to a new one at the end.</summary>
    unsafe void Grow(ShardHeap heap, KeyHasher hasher)
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
        var fresh = buckets.Add(heap);
        fresh.IsSaved = old.IsSaved;
        Distribute(heap, hasher, old);
        SetLimits();
    }

    /// <summary>
    /// Inserts the entries of a chain that is no longer in the table, and frees its overflow buckets.
    /// </summary>
    void Distribute(ShardHeap heap, KeyHasher hasher, Bucket chain)
    {
        var isFirst = true;
        while (true)
        {
            for (var used = chain.Used; used != 0; used &= used - 1)
            {
                var position = BitOperations.TrailingZeroCount(used);
                var index = IndexOf(hasher.Hash(TEntry.At(chain[position]).Key));
                Insert(heap, buckets[index], chain.Tag(position), chain[position]);
            }
            var next = chain.IsChained ? chain.Overflow : default;
            if (!isFirst) FreeOverflow(heap, chain);
            if (next.Address == 0) return;
            chain = next;
            isFirst = false;
        }
    }

    /// <summary>Merges the last bucket into the one that it was split from.</summary>
    void Shrink(ShardHeap heap)
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
                Insert(heap, target, bucket.Tag(position), bucket[position]);
            }
            var next = bucket.IsChained ? bucket.Overflow : default;
            if (!isFirst) FreeOverflow(heap, bucket);
            if (next.Address == 0) break;
            bucket = next;
        }
        buckets.RemoveLast(heap);
        if (last == (mask >> 1) + 1) mask >>= 1;
        SetLimits();
    }

    void FreeOverflow(ShardHeap heap, Bucket bucket)
    {
        var bytes = bucket.BlockBytes;
        overflowBuckets--;
        overflowBytes -= ShardHeap.GoodSize(bytes);
        heap.Free(bucket.Address, bytes);
    }

    void SetLimits() => growAbove = Math.Max(buckets.Count * GrowAboveTenths / 10, Bucket.Slots);

    static void VisitChain<TVisitor>(Bucket bucket, ref TVisitor visitor)
        where TVisitor : struct, IEntryVisitor<TEntry>, allows ref struct
    {
        while (true)
        {
            for (var used = bucket.Used; used != 0; used &= used - 1)
                visitor.Visit(TEntry.At(bucket[BitOperations.TrailingZeroCount(used)]));
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
        var entries = bucket.Count;
        while (bucket.IsChained)
        {
            bucket = bucket.Overflow;
            entries += bucket.Count;
        }
        return entries;
    }

    static TEntry InChain(Bucket bucket, int ordinal)
    {
        for (; ordinal >= bucket.Count; bucket = bucket.Overflow) ordinal -= bucket.Count;
        var used = bucket.Used;
        for (; ordinal > 0; ordinal--) used &= used - 1;
        return TEntry.At(bucket[BitOperations.TrailingZeroCount(used)]);
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
