namespace AotKv.Wire.Resp;

/// <summary>What <see cref="RequestReader"/> made of the bytes it was given.</summary>
public enum ReadOutcome
{
    /// <summary>One request with at least one argument.</summary>
    Complete,

    /// <summary>Bytes that ask for nothing: an empty line, or an array of no elements.</summary>
    Empty,

    /// <summary>The request goes on after the last byte given.</summary>
    NeedMore,

    /// <summary>The bytes are no request: the client gets the error and is closed.</summary>
    ProtocolError,
}
