namespace AotKv.Values;

/// <summary>What decides where the parts of a record stand and how many bytes it takes.</summary>
readonly struct RecordShape
{
    public RecordType Type { get; init; }
    public RecordEncoding Encoding { get; init; }
    public bool HasExpiry { get; init; }

    /// <summary>Whether OBJECT ENCODING calls the string "raw", however it is held here.</summary>
    public bool IsRaw { get; init; }

    /// <summary>The length of an inline value, otherwise 0.</summary>
    public int InlineLength { get; init; }

    public int KeyLength { get; init; }

    /// <summary>Where what follows header and expiry begins.</summary>
    public int AfterExpiry =>
        (RecordLayout.IsShort(this) ? RecordLayout.ShortHeaderBytes : RecordLayout.LongHeaderBytes)
        + (HasExpiry ? RecordLayout.ExpiryBytes : 0);

    public int KeyOffset =>
        AfterExpiry + (KeyLength >= RecordLayout.KeyLengthEscape ? RecordLayout.LongKeyBytes : 0);

    public int ValueOffset => KeyOffset + KeyLength;

    /// <summary>The bytes of the whole record.</summary>
    public int Bytes => ValueOffset + RecordLayout.ValueBytes(Encoding, InlineLength);
}
