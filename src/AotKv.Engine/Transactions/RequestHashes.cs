using System.Runtime.CompilerServices;
using AotKv.Values;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Hashes of requests that stand side by side in a batch, of keys in the stores of their shards, by index. Good until
/// the batch is changed.
/// </summary>
public readonly ref struct RequestHashes(Span<Request> requests, ReadOnlySpan<KeyStore?> stores) : IHashes
{
    readonly Span<Request> requests = requests;
    readonly ReadOnlySpan<KeyStore?> stores = stores;

    public int Count => requests.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(int index, out KeyStore store, out ulong hash)
    {
        ref var request = ref requests[index];
        hash = request.Hash;

        // A command with keys on several shards asks for them itself.
        store = request.Shard >= 0 ? stores[request.Shard]! : null!;
        return request.FirstKey > 0 && store is not null;
    }
}
