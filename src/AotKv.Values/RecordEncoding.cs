namespace AotKv.Values;

/// <summary>
/// How a record holds its value; four bits of the record. Which of them a type uses is the type's matter.
/// </summary>
public enum RecordEncoding : byte
{
    /// <summary>The value's bytes stand in the record.</summary>
    Inline = 0,

    /// <summary>The value is a number of 64 bits in the record.</summary>
    Integer = 1,

    /// <summary>The record refers to a block of its own: address, length, capacity.</summary>
    Reference = 2,
}
