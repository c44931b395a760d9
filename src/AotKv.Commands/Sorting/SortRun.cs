using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Memory;
using AotKv.Values;
using AotKv.Values.ListPacks;
using AotKv.Values.Lists;
using AotKv.Values.Sets;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.Sorting;

/// <summary>
/// One SORT: the elements are copied, given their weights, put in order, and answered or stored. Lives on the stack of
/// the command.
/// </summary>
ref struct SortRun(SortOptions options) : IDisposable
{
    SortOptions options = options;
    SortVector vector;
    NativeList<byte> found;
    long start;

    /// <summary>The last element that is answered; one before the first where there is none.</summary>
    long end;

    public readonly SortOptions Options => options;

    /// <summary>Copies the elements and puts them in order. What cannot be ordered is answered.</summary>
    public bool TryLoad(in Call call, in KeyspaceReader keys, in Reply reply)
    {
        var exists = keys.TryFind(call.Key, out var type);
        if (exists && type is not (RecordType.List or RecordType.Set or RecordType.SortedSet))
        {
            reply.Error(CommandError.WrongType);
            return false;
        }
        var by = options.By == 0 ? default : new KeyPattern(call[options.By]);
        var isOrdered = options.By != 0 && !by.HasStar;
        if (isOrdered && type == RecordType.Set && exists && options.Store != 0)
        {
            // A stored set must not have an order of chance.
            isOrdered = false;
            options.By = 0;
            options.ByText = true;
        }
        if (exists) Copy(call, keys, type, isOrdered);
        else Limit(0);
        if (isOrdered) return true;
        if (options.By != 0) ReadWeights(call, keys, by);
        if (options.ByText)
        {
            // As in Valkey, what is stored must not depend on the locale of the server that stores it.
            vector.Collation = options.Store == 0 ? keys.Settings.Collation : null;
            vector.SortByText(options.Descending);
            return true;
        }
        if (vector.TrySortByNumber(start, end, options.Descending)) return true;
        reply.Error("ERR One or more scores can't be converted into double"u8);
        return false;
    }

    /// <summary>Answers with the elements, or with what GET asks for.</summary>
    public void Answer(in Call call, in KeyspaceReader keys, in Reply reply)
    {
        var count = end - start + 1;
        reply.Array(options.Gets == 0 ? count : count * options.Gets);
        for (var i = start; i <= end; i++)
        {
            var element = vector.TextAt((int)i);
            if (options.Gets == 0) reply.Bulk(element);
            for (int get = 0, position = 1; get < options.Gets; get++)
            {
                position = SortOptions.NextGet(call, position);
                found.Clear();
                if (new KeyPattern(call[position]).TryRead(call, keys, element, ref found)) reply.Bulk(found.Span);
                else reply.Null();
            }
        }
    }

    /// <summary>Fills a list instead, where what is not there is an empty text; returns how long it is.</summary>
    public long Fill(in Call call, in KeyspaceReader keys, in ListValue list)
    {
        for (var i = start; i <= end; i++)
        {
            var element = vector.TextAt((int)i);
            if (options.Gets == 0) Push(list, element);
            for (int get = 0, position = 1; get < options.Gets; get++)
            {
                position = SortOptions.NextGet(call, position);
                found.Clear();
                new KeyPattern(call[position]).TryRead(call, keys, element, ref found);
                Push(list, found.Span);
            }
        }
        return list.Count;
    }

    public void Dispose()
    {
        vector.Dispose();
        found.Dispose();
    }

    static void Push(in ListValue list, ReadOnlySpan<byte> text)
    {
        list.PrepareToGrow(text.Length, count: 1);
        list.Push(ListEnd.Tail, text);
    }

    /// <summary>
    /// Copies all elements; of a list or sorted set that stays in its order only those that are answered, from its end
    /// with DESC.
    /// </summary>
    void Copy(in Call call, in KeyspaceReader keys, RecordType type, bool isOrdered)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        var backward = isOrdered && options.Descending;
        switch (type)
        {
            case RecordType.List:
                keys.Open<ListValue>(call.Key, out var list);
                Limit(list.Count);
                CopyList(list, isOrdered, backward);
                break;
            case RecordType.Set:
                keys.Open<SetValue>(call.Key, out var set);
                Limit(set.Count);
                foreach (var item in set) vector.Add(item.AsSpan(scratch));
                return;
            default:
                keys.Open<SortedSetValue>(call.Key, out var sorted);
                Limit(sorted.Count);
                CopySorted(sorted, isOrdered, backward);
                break;
        }
        if (!isOrdered) return;
        end -= start;
        start = 0;
    }

    void CopyList(in ListValue list, bool isOrdered, bool backward)
    {
        var first = isOrdered ? start : 0;
        var left = isOrdered ? end - start + 1 : list.Count;
        if (left <= 0) return;
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        var cursor = list.Read(
            backward ? list.Count - 1 - first : first, backward ? ListDirection.Backward : ListDirection.Forward);
        for (; left > 0 && cursor.MoveNext(); left--) vector.Add(cursor.Current.AsSpan(scratch));
        cursor.Dispose();
    }

    void CopySorted(in SortedSetValue sorted, bool isOrdered, bool backward)
    {
        var first = isOrdered ? start : 0;
        var left = isOrdered ? end - start + 1 : sorted.Count;
        if (left <= 0) return;
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        var cursor = backward ? sorted.Backward(sorted.Count - 1 - first) : sorted.Forward(first);
        for (; left > 0 && cursor.IsAtMember; left--)
        {
            vector.Add(cursor.Member(scratch));
            cursor.Move();
        }
    }

    /// <summary>What LIMIT means for so many elements.</summary>
    void Limit(long elements)
    {
        start = Math.Min(Math.Max(options.Start, 0), elements);
        var count = Math.Min(Math.Max(options.Count, -1), elements);
        end = count < 0 ? elements - 1 : start + count - 1;
        if (start >= elements)
        {
            start = elements - 1;
            end = elements - 2;
        }
        end = Math.Min(end, elements - 1);
    }

    void ReadWeights(in Call call, in KeyspaceReader keys, scoped in KeyPattern by)
    {
        for (var i = 0; i < vector.Count; i++)
        {
            found.Clear();
            if (by.TryRead(call, keys, vector.TextOf(vector[i]), ref found)) vector.SetWeight(i, found.Span);
            else vector[i].WeightLength = -1;
        }
    }
}
