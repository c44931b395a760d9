namespace AotKv.Commands.Keys;

/// <summary>Errors that many commands answer with, in Valkey's words.</summary>
static class CommandError
{
    public static ReadOnlySpan<byte> WrongType => "WRONGTYPE Operation against a key holding the wrong kind of value"u8;

    public static ReadOnlySpan<byte> Syntax => "ERR syntax error"u8;

    public static ReadOnlySpan<byte> NotInteger => "ERR value is not an integer or out of range"u8;

    /// <summary>An integer that does not fit 32 bits.</summary>
    public static ReadOnlySpan<byte> NotInt =>
        "ERR value is out of range, value must between -2147483648 and 2147483647"u8;

    public static ReadOnlySpan<byte> NotFloat => "ERR value is not a valid float"u8;

    public static ReadOnlySpan<byte> NoSuchDatabase => "ERR DB index is out of range"u8;

    public static ReadOnlySpan<byte> SameObject => "ERR source and destination objects are the same"u8;

    public static ReadOnlySpan<byte> NoSuchKey => "ERR no such key"u8;
}
