namespace AotKv.Engine;

/// <summary>A key of the request that is running, with its hash. Lives as long as the request.</summary>
public readonly ref struct Key(ReadOnlySpan<byte> bytes, ulong hash)
{
    public readonly ReadOnlySpan<byte> Bytes = bytes;

    /// <summary>The keyed hash, the same on every shard.</summary>
    public readonly ulong Hash = hash;
}
