using System.Buffers;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Values.Sets;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>
/// The sets that one command combines, and how. Lives on the stack of the command; the views of the sets are in an
/// array that it borrows.
/// </summary>
ref struct SetCombination : IDisposable
{
    readonly CombineSource[] borrowed;
    readonly CombineRequest request;
    readonly Span<CombineSource> sources;

    SetCombination(CombineSource[] borrowed, scoped in CombineRequest request)
    {
        this.borrowed = borrowed;
        this.request = request;
        sources = borrowed.AsSpan(0, request.KeyCount);
    }

    public readonly bool WithScores => request.WithScores;

    /// <summary>
    /// Finds the sets of a command, whose name is for an error, and reads its options; where that fails, answers so.
    /// </summary>
    public static bool TryRead(
        scoped in Call call, in KeyspaceReader keys, scoped in Reply reply, CombineRequest request, int numberOfKeys,
        ReadOnlySpan<byte> name, out SetCombination combination)
    {
        combination = default;
        if (!request.TryReadKeys(call, numberOfKeys, name, reply)) return false;
        var borrowed = ArrayPool<CombineSource>.Shared.Rent(request.KeyCount);
        if (TryFind(call, keys, reply, request, borrowed) && request.TryReadOptions(call, reply))
        {
            for (var index = 0; index < request.KeyCount; index++)
                borrowed[index] = borrowed[index] with { Weight = request.WeightOf(call, index) };
            combination = new(borrowed, request);
            return true;
        }
        ArrayPool<CombineSource>.Shared.Return(borrowed);
        return false;
    }

    static bool TryFind(
        in Call call, in KeyspaceReader keys, in Reply reply, in CombineRequest request, CombineSource[] found)
    {
        for (var index = 0; index < request.KeyCount; index++)
        {
            if (TryFind(keys, call.KeyAt(request.FirstKey + index), out found[index])) continue;
            reply.Error(CommandError.WrongType);
            return false;
        }
        return true;
    }

    static bool TryFind(in KeyspaceReader keys, in Key key, out CombineSource source)
    {
        source = default;
        switch (keys.Find<SortedSetValue>(key, out var sorted))
        {
            case Lookup.Found:
                source = new(sorted);
                return true;
            case Lookup.Missing:
                return true;
        }
        if (keys.Find<SetValue>(key, out var plain) != Lookup.Found) return false;
        source = new(plain);
        return true;
    }

    /// <summary>Puts the members of any set into a result, which is empty.</summary>
    public readonly void Unite(in SortedSetValue result)
    {
        SortBySize();
        Span<byte> scratch = stackalloc byte[CombineWalk.ScratchBytes];
        foreach (ref readonly var source in sources)
        {
            if (source.Count == 0) continue;
            for (var walk = source.Walk(); walk.IsAtMember; walk.Move())
            {
                var member = walk.Member(scratch);
                var score = source.Weigh(walk.Score);
                if (result.TryGetScore(member, out var other)) score = request.Combine(other, score);
                result.Put(member, score);
            }
        }
    }

    /// <summary>Puts the members that are in all sets into a result, which is empty.</summary>
    public readonly void Intersect(in SortedSetValue result)
    {
        SortBySize();
        if (sources[0].Count == 0) return;
        Span<byte> scratch = stackalloc byte[CombineWalk.ScratchBytes];
        for (var walk = sources[0].Walk(); walk.IsAtMember; walk.Move())
        {
            var member = walk.Member(scratch);
            if (IsInAll(member, walk.Score, out var score)) result.Put(member, score);
        }
    }

    /// <summary>How many members are in all sets, up to the limit.</summary>
    public readonly long CountCommon()
    {
        SortBySize();
        var count = 0L;
        if (sources[0].Count == 0) return count;
        Span<byte> scratch = stackalloc byte[CombineWalk.ScratchBytes];
        for (var walk = sources[0].Walk(); walk.IsAtMember; walk.Move())
            if (IsInAll(walk.Member(scratch), walk.Score, out _) && ++count == request.Limit) break;
        return count;
    }

    /// <summary>Puts the members of the first set that are in no other into a result, which is empty.</summary>
    public readonly void Subtract(in SortedSetValue result)
    {
        if (sources[0].Count == 0) return;
        Span<byte> scratch = stackalloc byte[CombineWalk.ScratchBytes];
        for (var walk = sources[0].Walk(); walk.IsAtMember; walk.Move())
        {
            var member = walk.Member(scratch);
            if (!IsInOther(member)) result.Put(member, walk.Score);
        }
    }

    public readonly void Dispose() => ArrayPool<CombineSource>.Shared.Return(borrowed);

    readonly bool IsInAll(ReadOnlySpan<byte> member, double ownScore, out double score)
    {
        score = sources[0].Weigh(ownScore);
        foreach (ref readonly var source in sources[1..])
        {
            if (!source.TryGetScore(member, out var other)) return false;
            score = request.Combine(score, other * source.Weight);
        }
        return true;
    }

    readonly bool IsInOther(ReadOnlySpan<byte> member)
    {
        foreach (ref readonly var source in sources[1..])
            if (source.TryGetScore(member, out _)) return true;
        return false;
    }

    /// <summary>Smallest first. In that order sums of scores are rounded, in Valkey too.</summary>
    readonly void SortBySize()
    {
        for (var index = 1; index < sources.Length; index++)
        {
            var moved = sources[index];
            var place = index;
            for (; place > 0 && sources[place - 1].Count > moved.Count; place--) sources[place] = sources[place - 1];
            sources[place] = moved;
        }
    }
}
