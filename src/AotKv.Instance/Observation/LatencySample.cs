namespace AotKv.Instance.Observation;

/// <summary>The worst spike of one second.</summary>
/// <param name="At">Seconds since 1970-01-01 UTC.</param>
public readonly record struct LatencySample(long At, long Milliseconds);
