namespace AotKv.Values.Streams;

/// <summary>How far a stream is cut off at its front.</summary>
public readonly struct StreamTrim
{
    /// <summary>Keep this many entries, where <see cref="ByLength"/>.</summary>
    public long LengthMax { get; init; }

    /// <summary>Keep entries from this id on, where not <see cref="ByLength"/>.</summary>
    public StreamId IdMin { get; init; }

    public bool ByLength { get; init; }

    /// <summary>Only whole nodes go.</summary>
    public bool IsApproximate { get; init; }

    /// <summary>No more entries than this are removed; 0 for no limit.</summary>
    public long RemovedMax { get; init; }
}
