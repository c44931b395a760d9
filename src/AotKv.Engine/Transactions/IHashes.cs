using AotKv.Values;

namespace AotKv.Engine.Transactions;

/// <summary>The hashes of the keys that some requests work on, in the order in which they run.</summary>
public interface IHashes
{
    int Count { get; }

    /// <summary>The hash of a request's first key and where it is kept; false where it has none.</summary>
    bool TryGet(int index, out KeyStore store, out ulong hash);
}
