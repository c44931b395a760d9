using System.Numerics;
using System.Runtime.CompilerServices;

namespace AotKv.Commands.Sorting;

/// <summary>
/// Puts those elements of a vector in order by number that are answered, and leaves the others before or behind them:
/// an introsort (Musser, 1997) that descends only into parts of the range. Where numbers are equal, the texts decide,
/// so it need not be stable: elements equal in both are the same. Lives on the stack of the command.
/// </summary>
readonly ref struct SortRange(
    ReadOnlySpan<byte> texts, ReadOnlySpan<SortEntry> entries, long first, long last, bool descending)
{
    /// <summary>Up to so many keys are sorted by insertion.</summary>
    const int InsertionMax = 16;

    readonly ReadOnlySpan<byte> texts = texts;
    readonly ReadOnlySpan<SortEntry> entries = entries;

    /// <summary>Sorts keys so that those from the first to the last wanted stand where they belong.</summary>
    public void Sort(Span<SortKey> keys)
    {
        if (keys.Length > 1) Sort(keys, start: 0, 2 * BitOperations.Log2((uint)keys.Length));
    }

    void Sort(Span<SortKey> keys, int start, int depthLeft)
    {
        while (keys.Length > InsertionMax)
        {
            if (depthLeft-- == 0)
            {
                SortByHeap(keys);
                return;
            }
            var middle = Partition(keys);
            var wantsLeft = first < start + middle && last >= start;
            var wantsRight = last >= start + middle && first < start + keys.Length;
            if (wantsLeft && wantsRight) Sort(keys[..middle], start, depthLeft);
            if (wantsRight)
            {
                keys = keys[middle..];
                start += middle;
            }
            else if (wantsLeft) keys = keys[..middle];
            else return;
        }
        SortByInsertion(keys);
    }

    /// <summary>Hoare's partition: no key before the returned place sorts behind one from there on.</summary>
    int Partition(Span<SortKey> keys)
    {
        var pivot = Median(keys[0], keys[keys.Length / 2], keys[^1]);
        var left = 0;
        var right = keys.Length - 1;
        while (true)
        {
            while (IsBefore(keys[left], pivot)) left++;
            while (IsBefore(pivot, keys[right])) right--;
            if (left >= right) break;
            (keys[left], keys[right]) = (keys[right], keys[left]);
            left++;
            right--;
        }
        // Both parts must have a key, or it would never end.
        return Math.Clamp(left, 1, keys.Length - 1);
    }

    SortKey Median(in SortKey one, in SortKey two, in SortKey three)
    {
        if (IsBefore(two, one))
        {
            if (IsBefore(three, two)) return two;
            return IsBefore(three, one) ? three : one;
        }
        if (IsBefore(three, one)) return one;
        return IsBefore(three, two) ? three : two;
    }

    void SortByInsertion(Span<SortKey> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var place = i;
            for (; place > 0 && IsBefore(key, keys[place - 1]); place--) keys[place] = keys[place - 1];
            keys[place] = key;
        }
    }

    void SortByHeap(Span<SortKey> keys)
    {
        for (var parent = keys.Length / 2 - 1; parent >= 0; parent--) SiftDown(keys, parent);
        for (var end = keys.Length - 1; end > 0; end--)
        {
            (keys[0], keys[end]) = (keys[end], keys[0]);
            SiftDown(keys[..end], parent: 0);
        }
    }

    void SiftDown(Span<SortKey> keys, int parent)
    {
        var key = keys[parent];
        for (var child = 2L * parent + 1; child < keys.Length; child = 2L * parent + 1)
        {
            if (child + 1 < keys.Length && IsBefore(keys[(int)child], keys[(int)child + 1])) child++;
            if (!IsBefore(key, keys[(int)child])) break;
            keys[parent] = keys[(int)child];
            parent = (int)child;
        }
        keys[parent] = key;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool IsBefore(in SortKey one, in SortKey other) =>
        one.Order != other.Order ? one.Order < other.Order : IsTextBefore(one.Index, other.Index);

    bool IsTextBefore(int one, int other)
    {
        if (one == other) return false;
        var order = TextOf(entries[one]).SequenceCompareTo(TextOf(entries[other]));
        return descending ? order > 0 : order < 0;
    }

    ReadOnlySpan<byte> TextOf(in SortEntry entry) => texts.Slice(entry.Offset, entry.Length);
}
