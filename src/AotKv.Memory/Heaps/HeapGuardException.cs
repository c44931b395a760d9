namespace AotKv.Memory.Heaps;

/// <summary>A guarded heap found memory misused: a bug in whoever used it.</summary>
public sealed class HeapGuardException(string message) : Exception(message);
