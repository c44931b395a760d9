namespace AotKv.Wire.Resp;

/// <summary>The ways in which bytes fail to be a request.</summary>
public enum ProtocolErrorKind : byte
{
    None,
    InlineTooLong,
    UnbalancedQuotes,
    InlineFromReplicationLink,
    ArgumentCountTooLong,
    InvalidArgumentCount,
    UnauthenticatedArgumentCount,
    ArgumentLengthTooLong,
    ArgumentLengthExpected,
    InvalidArgumentLength,
    UnauthenticatedArgumentLength,
    InvalidLineEnd,
}
