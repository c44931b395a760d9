namespace AotKv.Wire.Resp;

/// <summary>
/// Why bytes are no request: the words for the client and for the log are Valkey's. The connection answers with them
/// and closes.
/// </summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Found">What stood in the place of '$' if that was <c>ArgumentLengthExpected</c>.</param>
public readonly record struct ProtocolError(ProtocolErrorKind Kind, byte Found = 0)
{
    /// <summary>The room that every message fits in.</summary>
    public const int MessageBytesMax = 64;

    /// <summary>
    /// Writes the message that follows "-ERR " and returns its length: 0 for a replication link, which is closed
    /// without a word.
    /// </summary>
    public int WriteMessage(Span<byte> destination)
    {
        var text = Message;
        text.CopyTo(destination);
        if (Kind != ProtocolErrorKind.ArgumentLengthExpected) return text.Length;
        // A line end inside a simple error would end it early; Valkey sends a space instead.
        destination[text.Length] = Found is (byte)'\r' or (byte)'\n' ? (byte)' ' : Found;
        destination[text.Length + 1] = (byte)'\'';
        return text.Length + 2;
    }

    ReadOnlySpan<byte> Message => Kind switch
    {
        ProtocolErrorKind.InlineTooLong => "Protocol error: too big inline request"u8,
        ProtocolErrorKind.UnbalancedQuotes => "Protocol error: unbalanced quotes in request"u8,
        ProtocolErrorKind.ArgumentCountTooLong => "Protocol error: too big mbulk count string"u8,
        ProtocolErrorKind.InvalidArgumentCount => "Protocol error: invalid multibulk length"u8,
        ProtocolErrorKind.UnauthenticatedArgumentCount => "Protocol error: unauthenticated multibulk length"u8,
        ProtocolErrorKind.ArgumentLengthTooLong => "Protocol error: too big bulk count string"u8,
        ProtocolErrorKind.ArgumentLengthExpected => "Protocol error: expected '$', got '"u8,
        ProtocolErrorKind.InvalidArgumentLength => "Protocol error: invalid bulk length"u8,
        ProtocolErrorKind.UnauthenticatedArgumentLength => "Protocol error: unauthenticated bulk length"u8,
        ProtocolErrorKind.InvalidLineEnd => "Protocol error: invalid CRLF in request"u8,
        _ => default,
    };

    /// <summary>The words that the log has in "Protocol error (...) from client".</summary>
    public string LogReason => Kind switch
    {
        ProtocolErrorKind.InlineTooLong => "too big inline request",
        ProtocolErrorKind.UnbalancedQuotes => "unbalanced quotes in inline request",
        ProtocolErrorKind.InlineFromReplicationLink => "Master using the inline protocol. Desync?",
        ProtocolErrorKind.ArgumentCountTooLong => "too big mbulk count string",
        ProtocolErrorKind.InvalidArgumentCount => "invalid mbulk count",
        ProtocolErrorKind.UnauthenticatedArgumentCount => "unauth mbulk count",
        ProtocolErrorKind.ArgumentLengthTooLong => "too big bulk count string",
        ProtocolErrorKind.ArgumentLengthExpected => "expected $ but got something else",
        ProtocolErrorKind.InvalidArgumentLength => "invalid bulk length",
        ProtocolErrorKind.UnauthenticatedArgumentLength => "unauth bulk length",
        ProtocolErrorKind.InvalidLineEnd => "invalid CRLF in request",
        _ => "",
    };
}
