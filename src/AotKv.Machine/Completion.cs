using AotKv.Memory;

namespace AotKv.Machine;

/// <summary>One thing that happened on the network since the last turn. Passed by value.</summary>
public struct Completion
{
    public CompletionKind Kind;

    /// <summary>Bytes moved, 0 for the end of the stream, or -errno.</summary>
    public int Result;

    /// <summary>What the operation was started with: names a connection or a listener to the caller.</summary>
    public long Token;

    /// <summary>
    /// For <see cref="CompletionKind.Received"/> with a positive result: the bytes, lent until
    /// <see cref="Network.ReturnBuffer"/> is called with <see cref="BufferId"/>.
    /// </summary>
    public NativeBytes Bytes;

    /// <summary>Which receive buffer is lent, or -1.</summary>
    public int BufferId;
}
