using System.Runtime.CompilerServices;
using AotKv.Values;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Keeps the records of the next requests on their way into the cache while those before them run. A window, not all at
/// once: a core has room for some twenty misses, and asking for more stops it. The buckets were asked for before.
/// Lives on the stack of the thread that runs the shard.
/// </summary>
public readonly ref struct RecordPrefetch<THashes> where THashes : struct, IHashes, allows ref struct
{
    /// <summary>How many requests ahead: the time they take covers a miss.</summary>
    const int Ahead = 12;
    const int OverflowAhead = 6;

    readonly THashes hashes;
    readonly KeyStore? store;

    /// <param name="hashes">Of what runs next, in order.</param>
    /// <param name="store">Where their keys are; null where there are none.</param>
    public RecordPrefetch(THashes hashes, KeyStore? store)
    {
        this.hashes = hashes;
        this.store = store;
    }

    /// <summary>Asks for the first records.</summary>
    public void Begin()
    {
        var first = Math.Min(Ahead, hashes.Count);
        for (var i = 0; i < first; i++) Ask(i);
        for (var i = 0; i < Math.Min(OverflowAhead, first); i++) AskOverflow(i);
    }

    /// <summary>Called before the request at <paramref name="index"/> runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Before(int index)
    {
        if (index + Ahead < hashes.Count) Ask(index + Ahead);
        if (index + OverflowAhead < hashes.Count) AskOverflow(index + OverflowAhead);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Ask(int index)
    {
        if (hashes.TryGet(index, out var hash)) store?.PrefetchRecord(hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AskOverflow(int index)
    {
        if (hashes.TryGet(index, out var hash)) store?.PrefetchOverflow(hash);
    }
}
