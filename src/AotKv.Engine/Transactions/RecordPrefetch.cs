using System.Runtime.CompilerServices;
using AotKv.Values;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Keeps the records of the next requests on their way into the cache while those before them run. A window, not all at
/// once: a core has room for some twenty misses, and asking for more stops it. The buckets were asked for when the
/// requests were read. Lives on the stack of the thread that runs the shard.
/// </summary>
public readonly ref struct RecordPrefetch
{
    /// <summary>How many requests ahead: the time they take covers a miss.</summary>
    const int Ahead = 12;
    const int OverflowAhead = 6;

    readonly Span<Request> requests;
    readonly KeyStore? store;

    /// <param name="requests">What runs next, in order.</param>
    /// <param name="store">Where their keys are; null where there are none.</param>
    public RecordPrefetch(Span<Request> requests, KeyStore? store)
    {
        this.requests = requests;
        this.store = requests.Length > 1 ? store : null;
        var first = Math.Min(Ahead, requests.Length);
        for (var i = 0; i < first; i++) Ask(i);
        for (var i = 0; i < Math.Min(OverflowAhead, first); i++) AskOverflow(i);
    }

    /// <summary>Called before the request at <paramref name="index"/> runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Before(int index)
    {
        if (index + Ahead < requests.Length) Ask(index + Ahead);
        if (index + OverflowAhead < requests.Length) AskOverflow(index + OverflowAhead);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Ask(int index)
    {
        ref var request = ref requests[index];
        if (request.FirstKey > 0) store?.PrefetchRecord(request.Hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AskOverflow(int index)
    {
        ref var request = ref requests[index];
        if (request.FirstKey > 0) store?.PrefetchOverflow(request.Hash);
    }
}
