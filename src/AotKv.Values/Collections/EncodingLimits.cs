namespace AotKv.Values.Collections;

/// <summary>
/// Up to which size collections stay compact: the directives of the same names. Immutable; a change of configuration
/// gives every shard another one. The defaults are Valkey 9.1's.
/// </summary>
public sealed class EncodingLimits
{
    /// <summary>What holds until the configuration says otherwise.</summary>
    public static EncodingLimits Default { get; } = new();

    public long HashListPackEntries { get; init; } = 512;

    public long HashListPackValue { get; init; } = 64;

    public long SetIntSetEntries { get; init; } = 512;

    public long SetListPackEntries { get; init; } = 128;

    public long SetListPackValue { get; init; } = 64;

    public long SortedSetListPackEntries { get; init; } = 128;

    public long SortedSetListPackValue { get; init; } = 64;

    /// <summary>Entries of a list's block where positive; -1 to -5 for 4 to 64 KB.</summary>
    public long ListListPackSize { get; init; } = -2;

    /// <summary>How many blocks at each end of a list are not compressed; 0 for no compression at all.</summary>
    public long ListCompressDepth { get; init; }

    public long StreamNodeBytes { get; init; } = 4096;

    public long StreamNodeEntries { get; init; } = 100;

    public long HyperLogLogSparseBytes { get; init; } = 3000;
}
