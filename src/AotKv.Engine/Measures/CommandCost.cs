namespace AotKv.Engine.Measures;

/// <summary>What one call took: time, and the bytes of its request and of its reply as they are on the wire.</summary>
public readonly record struct CommandCost(long Nanoseconds, long RequestBytes, long ReplyBytes);
