namespace AotKv.Values;

/// <summary>
/// When OBJECT ENCODING calls a string "int", "embstr" or "raw". The names are Valkey 9.1's, and so is the limit: the
/// string is embedded while object header, deadline, key and value, each with its own header, take 128 bytes together.
/// How a string is held here has nothing to do with it. Once raw, a string stays raw until it is set anew, also when
/// its deadline is taken away.
/// </summary>
static class StringEncoding
{
    const int EmbeddedBytesMax = 128;
    const int ObjectBytes = 8;
    const int DeadlineBytes = 8;
    const int ValueOverhead = 3 + 1;
    const int ShortKeyOverhead = 1 + 1 + 1;
    const int KeyOverhead = 1 + 3 + 1;
    const int ShortKeyMax = 31;

    /// <summary>Whether a string that is set now is raw.</summary>
    public static bool IsRaw(int keyLength, int valueLength, bool hasExpiry) =>
        ObjectBytes + (hasExpiry ? DeadlineBytes : 0)
        + keyLength + (keyLength <= ShortKeyMax ? ShortKeyOverhead : KeyOverhead)
        + (long)valueLength + ValueOverhead > EmbeddedBytesMax;

    public static ReadOnlySpan<byte> NameOf(Record record)
    {
        if (record.Encoding == RecordEncoding.Integer) return "int"u8;
        return record.IsRaw ? "raw"u8 : "embstr"u8;
    }
}
