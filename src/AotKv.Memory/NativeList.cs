using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AotKv.Memory;

/// <summary>
/// A growable list outside the managed heap. It owns its block: one owner holds it, passes it by reference and
/// disposes it, on one thread at a time. A copy of the struct is a second owner and so a bug. The default value is an
/// empty list without a block. Growing moves the items, so no span or reference outlives an addition.
/// </summary>
public unsafe struct NativeList<T> : IDisposable where T : unmanaged
{
    const int CapacityMin = 16;

    T* items;
    int count;
    int capacity;

    /// <summary>The number of items.</summary>
    public readonly int Count => count;

    /// <summary>The number of items that fit before the block must grow.</summary>
    public readonly int Capacity => capacity;

    /// <summary>Where the first item is, or 0 without a block. Changes when the list grows or shrinks.</summary>
    public readonly nint Address => (nint)items;

    public readonly Span<T> Span => new(items, count);

    public readonly ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)count) ThrowNoSuchItem(index);
            return ref items[index];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T item)
    {
        // A local copy first: the item may lie in the block that growing frees.
        var copy = item;
        if (count == capacity) Grow(1);
        items[count++] = copy;
    }

    /// <summary>Adds items that are not the list's own: growing would move those under the span.</summary>
    public void AddRange(ReadOnlySpan<T> added)
    {
        var room = EnsureRoom(added.Length);
        added.CopyTo(room);
        count += added.Length;
    }

    /// <summary>
    /// The unused room after the last item, at least <paramref name="room"/> items of it. Its contents are undefined;
    /// <see cref="Advance"/> makes what was written there part of the list.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> EnsureRoom(int room)
    {
        if (room > capacity - count) Grow(room);
        return new(items + count, capacity - count);
    }

    /// <summary>Takes in the first <paramref name="added"/> items of the room after the list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int added)
    {
        if ((uint)added > (uint)(capacity - count)) ThrowNoSuchItem(count + added);
        count += added;
    }

    /// <summary>Forgets the items from <paramref name="newCount"/> on, and keeps the block.</summary>
    public void Truncate(int newCount)
    {
        if ((uint)newCount > (uint)count) ThrowNoSuchItem(newCount);
        count = newCount;
    }

    /// <summary>Forgets the first <paramref name="removed"/> items and moves the rest to the front.</summary>
    public void RemoveFirst(int removed)
    {
        if ((uint)removed > (uint)count) ThrowNoSuchItem(removed);
        Span[removed..].CopyTo(Span);
        count -= removed;
    }

    /// <summary>Forgets all items, and keeps the block.</summary>
    public void Clear() => count = 0;

    /// <summary>Gives back the room beyond the items and <paramref name="room"/> more.</summary>
    public void Shrink(int room)
    {
        var wanted = (int)Math.Min((long)count + room, capacity);
        if (wanted == capacity) return;
        if (wanted == 0) Dispose();
        else Resize(wanted);
    }

    /// <summary>Frees the block. The list is then empty, and may be used again.</summary>
    public void Dispose()
    {
        NativeMemory.Free(items);
        items = null;
        count = capacity = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Grow(int room)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(room);
        var needed = (long)count + room;
        if (needed > int.MaxValue) throw new OutOfMemoryException("A native list is too long.");
        var doubled = Math.Min(Math.Max(CapacityMin, capacity * 2L), int.MaxValue);
        Resize((int)Math.Max(needed, doubled));
    }

    void Resize(int newCapacity)
    {
        items = (T*)NativeMemory.Realloc(items, (nuint)newCapacity * (nuint)sizeof(T));
        capacity = newCapacity;
    }

    static void ThrowNoSuchItem(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, "The list has no such item.");
}
