namespace AotKv.Values.Tables;

/// <summary>
/// What a <see cref="LinearTable{TEntry}"/> holds: a view of a block of native memory, nothing but its address, that
/// can say which key it is of.
/// </summary>
interface ITableEntry<TSelf> where TSelf : unmanaged, ITableEntry<TSelf>
{
    /// <summary>
    /// How full its tables get, entries a bucket in tenths: more take less memory, and more of them stand in overflow
    /// buckets.
    /// </summary>
    static abstract int EntriesABucketTenths { get; }

    /// <summary>The entry whose block stands at an address.</summary>
    static abstract TSelf At(nint address);

    nint Address { get; }

    /// <summary>What the entry is found by, and hashed by when a bucket is split.</summary>
    ReadOnlySpan<byte> Key { get; }

    bool HasKey(ReadOnlySpan<byte> key);
}
