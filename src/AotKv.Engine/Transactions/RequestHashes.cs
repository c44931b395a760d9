using System.Runtime.CompilerServices;

namespace AotKv.Engine.Transactions;

/// <summary>Hashes of requests that stand side by side in a batch. Good until the batch is changed.</summary>
public readonly ref struct RequestHashes(Span<Request> requests) : IHashes
{
    readonly Span<Request> requests = requests;

    public int Count => requests.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(int index, out ulong hash)
    {
        ref var request = ref requests[index];
        hash = request.Hash;
        return request.FirstKey > 0;
    }
}
