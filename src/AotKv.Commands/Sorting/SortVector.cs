using AotKv.Machine;
using AotKv.Memory;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Sorting;

/// <summary>
/// The elements that one SORT orders, with their texts, in native memory. Lives on the stack of the command. Texts are
/// put in order by a merge sort, as what a locale calls equal must keep its order; numbers by <see cref="SortRange"/>.
/// </summary>
ref struct SortVector : IDisposable
{
    NativeList<byte> texts;
    NativeList<SortEntry> entries;

    /// <summary>The order by number; empty where the entries themselves are in order.</summary>
    NativeList<SortKey> keys;

    /// <summary>The order of texts; null for that of their bytes.</summary>
    public Collation? Collation;

    public readonly int Count => entries.Count;

    /// <summary>An element, as they were added or, once sorted by text, in order.</summary>
    public readonly ref SortEntry this[int index] => ref entries[index];

    /// <summary>The text of an element.</summary>
    public readonly ReadOnlySpan<byte> TextOf(in SortEntry entry) => texts.Span.Slice(entry.Offset, entry.Length);

    /// <summary>The text of the element at a place in the order.</summary>
    public readonly ReadOnlySpan<byte> TextAt(int place) =>
        TextOf(entries[keys.Count == 0 ? place : keys[place].Index]);

    /// <summary>Adds an element that is ordered by its own text.</summary>
    public void Add(scoped ReadOnlySpan<byte> text)
    {
        var offset = texts.Count;
        AddText(text);
        entries.Add(new()
        {
            Offset = offset, Length = text.Length, WeightOffset = offset, WeightLength = text.Length,
        });
    }

    /// <summary>Orders an element by another text.</summary>
    public void SetWeight(int index, scoped ReadOnlySpan<byte> weight)
    {
        entries[index].WeightOffset = texts.Count;
        entries[index].WeightLength = weight.Length;
        AddText(weight);
    }

    // With a zero at the end, as a locale's order wants it.
    void AddText(scoped ReadOnlySpan<byte> text)
    {
        texts.AddRange(text);
        texts.Add(0);
    }

    /// <summary>
    /// Puts those places of the elements in order by number that are asked for; where numbers are equal, their own
    /// texts decide, and what has no weight counts as 0. False where a weight is no number.
    /// </summary>
    public bool TrySortByNumber(long first, long last, bool descending)
    {
        var all = entries.Span;
        var added = keys.EnsureRoom(all.Length);
        for (var i = 0; i < all.Length; i++)
        {
            var score = 0.0;
            if (all[i].WeightLength >= 0 && !DoubleText.TryParse(WeightOf(all[i]), out score)) return false;
            added[i] = new(score, i, descending);
        }
        keys.Advance(all.Length);
        if (first <= last) new SortRange(texts.Span, all, first, last, descending).Sort(keys.Span);
        return true;
    }

    /// <summary>Puts the elements in order by their weights as texts.</summary>
    public readonly void SortByText(bool descending)
    {
        if (Count < 2) return;
        var other = default(NativeList<SortEntry>);
        other.EnsureRoom(Count);
        other.Advance(Count);
        var from = entries.Span;
        var to = other.Span;
        for (var width = 1; width < Count; width = (int)Math.Min(width * 2L, int.MaxValue))
        {
            for (var start = 0L; start < Count; start += width * 2L)
                Merge(from, to, (int)start, width, descending);
            var turned = from;
            from = to;
            to = turned;
        }
        if (from != entries.Span) from.CopyTo(entries.Span);
        other.Dispose();
    }

    public void Dispose()
    {
        texts.Dispose();
        entries.Dispose();
        keys.Dispose();
    }

    readonly void Merge(Span<SortEntry> from, Span<SortEntry> to, int start, int width, bool descending)
    {
        var middle = (int)Math.Min((long)start + width, Count);
        var end = (int)Math.Min(start + width * 2L, Count);
        int left = start, right = middle;
        for (var place = start; place < end; place++)
        {
            var takesLeft = right == end || (left < middle && !IsAfter(from[left], from[right], descending));
            to[place] = takesLeft ? from[left++] : from[right++];
        }
    }

    readonly bool IsAfter(in SortEntry one, in SortEntry other, bool descending)
    {
        var order = CompareWeights(one, other);
        return descending ? order < 0 : order > 0;
    }

    readonly int CompareWeights(in SortEntry one, in SortEntry other)
    {
        if (one.WeightLength < 0 || other.WeightLength < 0)
            return Math.Max(one.WeightLength, -1).CompareTo(-1) - Math.Max(other.WeightLength, -1).CompareTo(-1);
        return Collation is null
            ? WeightOf(one).SequenceCompareTo(WeightOf(other))
            : Collation.Compare(TerminatedWeightOf(one), TerminatedWeightOf(other));
    }

    /// <summary>The text that an element is ordered by. Only where there is one.</summary>
    public readonly ReadOnlySpan<byte> WeightOf(in SortEntry entry) =>
        texts.Span.Slice(entry.WeightOffset, entry.WeightLength);

    readonly ReadOnlySpan<byte> TerminatedWeightOf(in SortEntry entry) =>
        texts.Span.Slice(entry.WeightOffset, entry.WeightLength + 1);
}
