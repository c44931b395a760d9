namespace AotKv.Instance.Configuration;

/// <summary>Save a snapshot after this many seconds if at least this many changes were made.</summary>
public readonly record struct SavePoint(long Seconds, int Changes);
