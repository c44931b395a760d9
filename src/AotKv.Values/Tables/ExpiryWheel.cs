using System.Numerics;
using AotKv.Memory.Heaps;

namespace AotKv.Values.Tables;

/// <summary>
/// Finds the keys of one database, or its hashes with fields, whose deadline has passed, without looking at the others:
/// a hierarchical timing wheel (Varghese and Lauck, 1987) of ten levels of 64 slots, 16 ms wide at the lowest. Owned by
/// a <see cref="KeyStore"/>, on the shard's thread. Exact about which entries are due, coarse about when: one is
/// reported up to 16 ms after its deadline. Each entry holds its place here, and whoever moves an entry says so.
/// </summary>
public sealed unsafe class ExpiryWheel<TEntry> : IDisposable
    where TEntry : unmanaged, IDeadlineEntry<TEntry>
{
    const int TickShift = 4;
    const int LevelShift = 6;
    const int SlotsPerLevel = 1 << LevelShift;
    const int Levels = 10;
    const int EntryShift = 6;

    /// <summary>The entries that must be placed anew because the clock went back; always worked off first.</summary>
    const int UnplacedSlot = Levels * SlotsPerLevel;
    const int Slots = UnplacedSlot + 1;

    /// <summary>
    /// A clock that goes back by less than this many ticks, a second, makes keys expire that much later.
    /// </summary>
    const long TicksBackMax = 64;

    readonly ShardHeap heap;
    ExpiryBlocks blocks;
    Occupancy occupied;
    nint* slots;
    long tick;
    Int128 deadlines;

    public ExpiryWheel(ShardHeap heap)
    {
        this.heap = heap;
        blocks = new(heap);
    }

    /// <summary>The number of entries.</summary>
    public long Count { get; private set; }

    /// <summary>The mean of all deadlines in Unix milliseconds, or 0 where there are none.</summary>
    public long AverageDeadline => Count == 0 ? 0 : (long)(deadlines / Count);

    /// <summary>The memory of the wheel.</summary>
    public long Bytes => blocks.Bytes + (slots == null ? 0 : Slots * sizeof(nint));

    /// <summary>Takes up an entry, whose deadline is set.</summary>
    public void Add(TEntry entry)
    {
        if (slots == null) AllocateSlots();
        var deadline = entry.ExpiresAt;
        Count++;
        deadlines += deadline;
        Put(SlotOf(TickOf(deadline)), entry);
    }

    /// <summary>Drops an entry, whose deadline must not have changed since it was added.</summary>
    public void Remove(TEntry entry)
    {
        Count--;
        deadlines -= entry.ExpiresAt;
        Erase(entry.WheelPosition);
    }

    /// <summary>Notes where an entry is now that had been added, with its place in the wheel copied.</summary>
    public void Moved(TEntry entry)
    {
        var position = entry.WheelPosition;
        var block = blocks[position >> EntryShift];
        block[(int)(position & (SlotsPerLevel - 1))] = entry.Address;
    }

    /// <summary>
    /// Fills <paramref name="due"/> with entries whose deadline is before <paramref name="nowUnixMilliseconds"/> and
    /// returns how many. They stay here until the caller removes them or sets another deadline, and would be returned
    /// again. At most <paramref name="workMax"/> entries are looked at: <see cref="NextDeadline"/> says whether more
    /// is to be done.
    /// </summary>
    public int Advance(long nowUnixMilliseconds, int workMax, Span<TEntry> due)
    {
        var now = TickOf(nowUnixMilliseconds);
        if (Count == 0) tick = now;
        if (now < tick - TicksBackMax) TurnBack(now);
        while (workMax > 0)
        {
            var slot = FirstSlot(out var start);
            if (slot < 0 || start >= now)
            {
                tick = Math.Max(tick, now);
                break;
            }
            tick = Math.Max(tick, start);
            if (slot < SlotsPerLevel) return Collect(slot, nowUnixMilliseconds, due);
            workMax = Cascade(slot, workMax);
        }
        return 0;
    }

    /// <summary>
    /// No entry is due before this time, in Unix milliseconds, or long.MaxValue where none has a deadline. In the past
    /// or now: <see cref="Advance"/> has something to do.
    /// </summary>
    public long NextDeadline()
    {
        if (Count == 0) return long.MaxValue;
        var slot = FirstSlot(out var start);
        if (slot == UnplacedSlot) return 0;
        return start >= TickOf(long.MaxValue) ? long.MaxValue : (start + 1) << TickShift;
    }

    /// <summary>Gives the wheel's memory back. It is empty then and can be used again.</summary>
    public void Dispose()
    {
        if (slots == null) return;
        for (var slot = 0; slot < Slots; slot++)
        {
            while (slots[slot] != 0) DropFirst(slot);
        }
        blocks.Free();
        heap.Free((nint)slots, Slots * sizeof(nint));
        slots = null;
        occupied = default;
        Count = 0;
        deadlines = 0;
    }

    /// <summary>Frees up to so many blocks of a wheel that is being thrown away. False when nothing is left.</summary>
    internal bool Drain(int blocksMax)
    {
        for (var slot = 0; slots != null && slot < Slots; slot++)
        {
            for (; slots[slot] != 0; blocksMax--)
            {
                if (blocksMax == 0) return true;
                DropFirst(slot);
            }
        }
        Dispose();
        return false;
    }

    static long TickOf(long unixMilliseconds) => Math.Max(unixMilliseconds, 0) >> TickShift;

    void AllocateSlots()
    {
        slots = (nint*)heap.Allocate(Slots * sizeof(nint));
        new Span<nint>(slots, Slots).Clear();
    }

    /// <summary>
    /// The level is that of the highest digit, of six bits, in which a tick differs from the present one.
    /// </summary>
    int SlotOf(long target)
    {
        target = Math.Max(target, tick);
        var differing = (ulong)(target ^ tick) | (SlotsPerLevel - 1);
        var level = BitOperations.Log2(differing) / LevelShift;
        return level * SlotsPerLevel + (int)(target >> (level * LevelShift) & (SlotsPerLevel - 1));
    }

    /// <summary>The slot that begins first, with the tick it begins at, or -1.</summary>
    int FirstSlot(out long start)
    {
        start = long.MaxValue;
        if (slots == null) return -1;
        if (slots[UnplacedSlot] != 0)
        {
            start = -1;
            return UnplacedSlot;
        }
        var first = -1;
        for (var level = 0; level < Levels; level++)
        {
            if (occupied[level] == 0) continue;
            var digit = BitOperations.TrailingZeroCount(occupied[level]);
            var shift = level * LevelShift;
            var above = shift + LevelShift >= 60 ? 0 : tick >> (shift + LevelShift) << (shift + LevelShift);
            var begins = above | (long)digit << shift;
            // On a tie the higher level: its slot may hold entries that belong into the lower one.
            if (begins > start) continue;
            start = begins;
            first = level * SlotsPerLevel + digit;
        }
        return first;
    }

    /// <summary>Copies the due entries of a slot of the lowest level, which is over.</summary>
    int Collect(int slot, long nowUnixMilliseconds, Span<TEntry> due)
    {
        var found = 0;
        for (var block = new ExpiryBlock(slots[slot]); block.Address != 0; block = new(block.Next))
        {
            for (var position = block.Count - 1; position >= 0; position--)
            {
                if (found == due.Length) return found;
                var entry = TEntry.At(block[position]);
                if (entry.ExpiresAt <= nowUnixMilliseconds) due[found++] = entry;
            }
        }
        return found;
    }

    /// <summary>Moves entries of a slot to lower levels, the slot being the one that time has reached.</summary>
    int Cascade(int slot, int workMax)
    {
        for (; workMax > 0 && slots[slot] != 0; workMax--)
        {
            var block = new ExpiryBlock(slots[slot]);
            var entry = TEntry.At(block[block.Count - 1]);
            Erase(entry.WheelPosition);
            Put(SlotOf(TickOf(entry.ExpiresAt)), entry);
        }
        return workMax;
    }

    /// <summary>The clock went back by much: what is in the slots is placed anew, in later steps.</summary>
    void TurnBack(long now)
    {
        tick = now;
        for (var slot = 0; slots != null && slot < UnplacedSlot; slot++)
        {
            while (slots[slot] != 0)
            {
                var block = new ExpiryBlock(slots[slot]);
                slots[slot] = block.Next;
                block.Slot = UnplacedSlot;
                block.Next = slots[UnplacedSlot];
                slots[UnplacedSlot] = block.Address;
            }
        }
        occupied = default;
    }

    void Put(int slot, TEntry entry)
    {
        var block = new ExpiryBlock(slots[slot]);
        if (block.Address == 0 || block.Count == ExpiryBlock.Entries)
        {
            block = blocks.Take(slot, block.Address);
            slots[slot] = block.Address;
            if (slot < UnplacedSlot) occupied[slot >> LevelShift] |= 1UL << slot;
        }
        block[block.Count] = entry.Address;
        entry.WheelPosition = block.Number << EntryShift | (uint)block.Count;
        block.Count++;
    }

    /// <summary>The last entry of the slot's first block comes into the place of the erased one.</summary>
    void Erase(uint position)
    {
        var block = blocks[position >> EntryShift];
        var slot = block.Slot;
        var first = new ExpiryBlock(slots[slot]);
        var last = TEntry.At(first[first.Count - 1]);
        if (last.WheelPosition != position)
        {
            block[(int)(position & (SlotsPerLevel - 1))] = last.Address;
            last.WheelPosition = position;
        }
        if (--first.Count == 0) DropFirst(slot);
    }

    void DropFirst(int slot)
    {
        var block = new ExpiryBlock(slots[slot]);
        slots[slot] = block.Next;
        if (block.Next == 0 && slot < UnplacedSlot) occupied[slot >> LevelShift] &= ~(1UL << slot);
        blocks.Return(block);
    }

    /// <summary>A bit for each slot of a level that holds entries.</summary>
    [System.Runtime.CompilerServices.InlineArray(Levels)]
    struct Occupancy
    {
        ulong level;
    }
}
