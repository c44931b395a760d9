using AotKv.Memory;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Members;

namespace AotKv.Values.Sets;

/// <summary>
/// Several sets of one command, to be intersected, united or subtracted; they may be of several shards. Lives on the
/// stack. The sets do not change meanwhile, and a result is none of them.
/// </summary>
public ref struct SetGroup : IDisposable
{
    /// <summary>Members of a table looked up together, so that their memory comes at the same time.</summary>
    const int LookedUpTogether = 16;

    /// <summary>That of any of the sets: all hash alike, and nothing but a temporary result is allocated.</summary>
    ValueHome? home;

    NativeList<SetContent> sets;

    /// <summary>Whether one of the sets is missing.</summary>
    public bool HasEmpty { get; private set; }

    public void Add(in SetValue set)
    {
        home = set.Home;
        sets.Add(set.Content);
    }

    /// <summary>Adds a set that has no key, and so no elements.</summary>
    public void AddMissing()
    {
        sets.Add(default);
        HasEmpty = true;
    }

    public void Dispose() => sets.Dispose();

    /// <summary>Shows what is made of the sets.</summary>
    public readonly void Combine<TVisitor>(SetOperation operation, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        if (operation == SetOperation.Intersect) Intersect(ref visitor);
        else if (operation == SetOperation.Unite) Unite(ref visitor);
        else Subtract(ref visitor);
    }

    /// <summary>Fills an empty set with what is made of the sets.</summary>
    public readonly void CombineInto(SetOperation operation, ValueHome resultHome, ref SetContent result)
    {
        if (operation == SetOperation.Intersect) IntersectInto(resultHome, ref result);
        else if (operation == SetOperation.Unite) UniteInto(resultHome, ref result);
        else SubtractInto(resultHome, ref result);
    }

    /// <summary>Shows what is in all sets, until the visitor has enough.</summary>
    public readonly void Intersect<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        if (HasEmpty) return;
        sets.Span.Sort(static (one, other) => one.Count.CompareTo(other.Count));
        var others = sets.Span[1..];
        if (sets[0].Encoding == RecordEncoding.Root && others is [{ Encoding: RecordEncoding.Root }, ..]
            && !IsSame(sets[0], others[0]))
        {
            IntersectTables(ref visitor);
            return;
        }
        foreach (var item in sets[0])
            if (IsInAll(others, item) && !visitor.Visit(item)) return;
    }

    /// <summary>Fills an empty set with what is in all sets.</summary>
    readonly void IntersectInto(ValueHome resultHome, ref SetContent result)
    {
        if (HasEmpty) return;
        var smallest = sets[0];
        foreach (var set in sets.Span)
            if (set.Count < smallest.Count) smallest = set;
        // A listpack takes elements faster than an intset and becomes one at the end.
        if (smallest.Encoding != RecordEncoding.IntSet) result.BecomeListPack(resultHome);
        var collector = new Collector(resultHome, ref result);
        Intersect(ref collector);
        if (collector.HasOnlyIntegers && result.Count > 0) result.BecomeIntSet(resultHome);
    }

    /// <summary>Fills an empty set with what is in any of the sets.</summary>
    readonly void UniteInto(ValueHome resultHome, ref SetContent result)
    {
        foreach (var set in sets.Span)
            foreach (var item in set) result.Add(resultHome, item);
    }

    /// <summary>Shows what is in any of the sets.</summary>
    readonly void Unite<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        if (sets.Count == 1)
        {
            ShowAll(sets[0], ref visitor);
            return;
        }
        if (home is null) return;
        var result = BeginResult();
        UniteInto(home, ref result);
        ShowAll(result, ref visitor);
        result.Free(home!);
    }

    /// <summary>Fills an empty set with what is in the first set and in no other.</summary>
    readonly void SubtractInto(ValueHome resultHome, ref SetContent result)
    {
        if (IsDifferenceEmpty()) return;
        if (LooksUpDifference())
        {
            var collector = new Collector(resultHome, ref result);
            SubtractByLookup(ref collector);
        }
        else SubtractByRemoval(resultHome, ref result);
    }

    /// <summary>Shows what is in the first set and in no other.</summary>
    readonly void Subtract<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        if (IsDifferenceEmpty()) return;
        if (LooksUpDifference())
        {
            SubtractByLookup(ref visitor);
            return;
        }
        var result = BeginResult();
        SubtractByRemoval(home!, ref result);
        ShowAll(result, ref visitor);
        result.Free(home!);
    }

    static bool IsMissing(in SetContent set) => set.Reference.Address == 0;

    static bool IsSame(in SetContent one, in SetContent other) => one.Reference.Address == other.Reference.Address;

    readonly bool IsInAll(ReadOnlySpan<SetContent> others, scoped in ListPackItem item)
    {
        foreach (ref readonly var other in others)
            if (!IsSame(sets[0], other) && !other.Contains(home!, item)) return false;
        return true;
    }

    readonly bool IsInAny(ReadOnlySpan<SetContent> others, scoped in ListPackItem item)
    {
        foreach (ref readonly var other in others)
            if (other.Contains(home!, item)) return true;
        return false;
    }

    /// <summary>The first two sets are tables: looks up the members of the one in the other, some at a time.</summary>
    readonly void IntersectTables<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        var second = sets[1].TableOf(home!);
        var others = sets.Span[2..];
        Span<Member> members = stackalloc Member[LookedUpTogether];
        Span<ulong> hashes = stackalloc ulong[LookedUpTogether];
        var walk = sets[0].TableOf(home!).GetEnumerator();
        int count;
        do
        {
            for (count = 0; count < LookedUpTogether && walk.MoveNext(); count++)
            {
                members[count] = walk.Current;
                hashes[count] = second.Hash(walk.Current.Name);
                second.Prefetch(hashes[count]);
            }
            for (var i = 0; i < count; i++) second.PrefetchMember(hashes[i]);
            for (var i = 0; i < count; i++)
            {
                var name = members[i].Name;
                if (second.Find(hashes[i], name).IsNone) continue;
                var item = new ListPackItem(name);
                if (IsInAll(others, item) && !visitor.Visit(item)) return;
            }
        }
        while (count == LookedUpTogether);
    }

    /// <summary>Whether the first set is missing or is also among those to subtract.</summary>
    readonly bool IsDifferenceEmpty()
    {
        if (IsMissing(sets[0])) return true;
        foreach (ref readonly var other in sets.Span[1..])
            if (IsSame(sets[0], other)) return true;
        return false;
    }

    /// <summary>
    /// Whether each element of the first set is looked up in the others, or the elements of all others are removed from
    /// a copy of the first: by the elements to look at, where looking up stops early and so counts half.
    /// </summary>
    readonly bool LooksUpDifference()
    {
        long lookups = 0, removals = 0;
        var first = sets[0].Count;
        foreach (ref readonly var set in sets.Span)
        {
            if (IsMissing(set)) continue;
            lookups += first;
            removals += set.Count;
        }
        return lookups / 2 <= removals;
    }

    readonly void SubtractByLookup<TVisitor>(ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        var others = sets.Span[1..];
        others.Sort(static (one, other) => other.Count.CompareTo(one.Count));
        foreach (var item in sets[0])
            if (!IsInAny(others, item) && !visitor.Visit(item)) return;
    }

    readonly void SubtractByRemoval(ValueHome resultHome, ref SetContent result)
    {
        foreach (var item in sets[0]) result.Add(resultHome, item);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        foreach (ref readonly var set in sets.Span[1..])
        {
            foreach (var item in set) result.Remove(resultHome, item.AsSpan(scratch));
            if (result.Count == 0) return;
        }
    }

    /// <summary>A temporary result: an intset where all sets are, otherwise a table, which is faster to fill.</summary>
    readonly SetContent BeginResult()
    {
        foreach (ref readonly var set in sets.Span)
            if (set.Encoding != RecordEncoding.IntSet) return SetContent.NewTable(home!);
        return default;
    }

    static void ShowAll<TVisitor>(in SetContent set, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        foreach (var item in set)
            if (!visitor.Visit(item)) return;
    }

    /// <summary>Adds to a result, and sees whether there are only integers.</summary>
    ref struct Collector : ISetVisitor
    {
        readonly ValueHome home;
        readonly ref SetContent result;

        public Collector(ValueHome home, ref SetContent result)
        {
            this.home = home;
            this.result = ref result;
            HasOnlyIntegers = true;
        }

        public bool HasOnlyIntegers { get; private set; }

        public bool Visit(scoped in ListPackItem item)
        {
            HasOnlyIntegers = HasOnlyIntegers && (item.IsInteger || DecimalInteger.TryParse(item.Text, out _));
            result.Add(home, item);
            return true;
        }
    }
}
