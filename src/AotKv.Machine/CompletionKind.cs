namespace AotKv.Machine;

/// <summary>What a completion reports.</summary>
public enum CompletionKind : byte
{
    None,

    /// <summary>A listener has connections: call <see cref="Network.TryAccept"/> until it has no more.</summary>
    Acceptable,

    /// <summary>Bytes arrived, or the peer finished sending (Result 0), or the socket failed (-errno).</summary>
    Received,

    /// <summary>The kernel took Result bytes of a send, or it failed (-errno). One for each Send.</summary>
    Sent,

    /// <summary>The socket is closed and every operation on it is back: its token may be used again.</summary>
    Closed,
}
