namespace AotKv.Engine.Transactions;

/// <summary>The hashes of the keys that some requests work on, in the order in which they run.</summary>
public interface IHashes
{
    int Count { get; }

    /// <summary>The hash of the first key of the request at <paramref name="index"/>; false where it has none.</summary>
    bool TryGet(int index, out ulong hash);
}
