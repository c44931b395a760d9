namespace AotKv.Instance.Observation;

/// <summary>One remarkable call. Immutable.</summary>
/// <param name="At">Seconds since 1970-01-01 UTC.</param>
/// <param name="Value">Microseconds of a slow call, bytes of a large one.</param>
public sealed record CommandLogEntry(
    long Id, long At, long Value, byte[][] Arguments, string PeerAddress, string ClientName);
