namespace AotKv.Loopback;

/// <summary>The kinds of reply, each with the byte that opens it on the wire, but for the nulls of RESP2.</summary>
public enum RespKind : byte
{
    Simple = (byte)'+',
    Error = (byte)'-',
    Integer = (byte)':',
    Bulk = (byte)'$',
    Array = (byte)'*',
    Null = (byte)'_',
    Double = (byte)',',
    Boolean = (byte)'#',
    BigNumber = (byte)'(',
    BulkError = (byte)'!',
    Verbatim = (byte)'=',
    Map = (byte)'%',
    Set = (byte)'~',
    Push = (byte)'>',

    /// <summary>RESP2's <c>$-1</c>.</summary>
    NullBulk = 1,

    /// <summary>RESP2's <c>*-1</c>.</summary>
    NullArray = 2,
}
