using System.Runtime.CompilerServices;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Keeps the records of the next requests on their way into the cache while those before them run. In groups: the
/// processor does not go on past a prefetch until it has found the page, so in a tight loop these searches overlap, and
/// between the requests they would not. Not all at once: a core has room for some twenty misses, and asking for more
/// stops it. The buckets were asked for before. Lives on the stack of the thread that runs the shard.
/// </summary>
public readonly ref struct RecordPrefetch<THashes> where THashes : struct, IHashes, allows ref struct
{
    /// <summary>How many requests are asked for together, while those of the group before them run.</summary>
    const int Group = 8;

    /// <summary>In the middle of a group, what its requests have asked for is there.</summary>
    const int Middle = Group / 2;

    readonly THashes hashes;

    /// <param name="hashes">Of what runs next, in order.</param>
    public RecordPrefetch(THashes hashes) => this.hashes = hashes;

    /// <summary>Asks for the first records.</summary>
    public void Begin()
    {
        AskGroup(0);
        AskOverflows(0);
    }

    /// <summary>Asks for all buckets, or for what the first group needs besides.</summary>
    public void Ask(Asked what)
    {
        if (what == Asked.Buckets) AskBuckets();
        else if (what == Asked.Records) AskGroup(0);
        else AskOverflows(0);
    }

    void AskBuckets()
    {
        for (var i = 0; i < hashes.Count; i++)
            if (hashes.TryGet(i, out var store, out var hash)) store.Prefetch(hash);
    }

    /// <summary>Called before the request at <paramref name="index"/> runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Before(int index)
    {
        if (index % Group == 0) AskGroup(index + Group);
        else if (index % Group == Middle) AskOverflows(index - Middle + Group);
    }

    void AskGroup(int first)
    {
        var end = Math.Min(first + Group, hashes.Count);
        for (var i = first; i < end; i++)
            if (hashes.TryGet(i, out var store, out var hash)) store.PrefetchRecord(hash);
    }

    void AskOverflows(int first)
    {
        var end = Math.Min(first + Group, hashes.Count);
        for (var i = first; i < end; i++)
            if (hashes.TryGet(i, out var store, out var hash)) store.PrefetchOverflow(hash);
    }
}
