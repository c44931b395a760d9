namespace AotKv.Machine;

/// <summary>What a completion reports.</summary>
public enum CompletionKind : byte
{
    None,

    /// <summary>A listener has connections waiting: call <see cref="Network.TryAccept"/> until it has no more.</summary>
    Acceptable,

    /// <summary>Bytes arrived, or the peer has finished sending (Result 0), or the socket failed (Result = -errno).</summary>
    Received,

    /// <summary>Result bytes of a send were taken by the kernel, or it failed (Result = -errno). One for each Send.</summary>
    Sent,

    /// <summary>The socket is closed and every operation on it is back: its token may be used again.</summary>
    Closed,
}
