namespace AotKv.Wire.Resp;

/// <summary>What <see cref="RequestReader"/> accepts from one connection.</summary>
/// <param name="Source">Who sends. It changes when the client authenticates: a reader of batches must not read past
/// the request that may do so.</param>
/// <param name="ArgumentBytesMax">The setting proto-max-bulk-len. A link that replicates is not held to it.</param>
public readonly record struct RequestLimits(RequestSource Source, long ArgumentBytesMax)
{
    /// <summary>The longest inline request, and the longest line that holds a length.</summary>
    public const int LineBytesMax = 64 * 1024;

    /// <summary>The most arguments of a request before authentication.</summary>
    public const int UnauthenticatedArgumentsMax = 10;

    /// <summary>The longest argument before authentication.</summary>
    public const int UnauthenticatedArgumentBytesMax = 16384;

    /// <summary>The default of proto-max-bulk-len.</summary>
    public const long ArgumentBytesMaxDefault = 512L * 1024 * 1024;

    /// <summary>
    /// The longest argument that a buffer can hold with the rest of its request, whatever the setting says: positions
    /// are 32 bits wide.
    /// </summary>
    public const int AddressableBytesMax = int.MaxValue - 1024 * 1024;

    /// <summary>The limits of an ordinary client under the default configuration.</summary>
    public static RequestLimits Default => new(RequestSource.Client, ArgumentBytesMaxDefault);

    /// <summary>The longest argument accepted, authentication aside.</summary>
    public long BulkBytesMax => Source == RequestSource.ReplicationLink
        ? AddressableBytesMax
        : Math.Min(ArgumentBytesMax, AddressableBytesMax);
}
