namespace AotKv.Bench.Loads;

/// <summary>A load, or a server under it, that failed: its message is all that a user needs.</summary>
sealed class LoadException(string message) : Exception(message);
