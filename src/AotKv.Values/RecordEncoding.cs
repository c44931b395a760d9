namespace AotKv.Values;

/// <summary>
/// How a record holds its value; four bits of the record. Which of them a type uses is the type's matter. All
/// that refer to a block have bit 1 set.
/// </summary>
public enum RecordEncoding : byte
{
    /// <summary>The value's bytes stand in the record.</summary>
    Inline = 0,

    /// <summary>The value is a number of 64 bits in the record.</summary>
    Integer = 1,

    /// <summary>The record refers to a block of its own: address, length, capacity.</summary>
    Reference = 2,

    /// <summary>The record refers to a block with a collection in compact form, Valkey's listpack.</summary>
    ListPack = 3,

    /// <summary>The record refers to a block of sorted integers, Valkey's intset.</summary>
    IntSet = 6,

    /// <summary>The record refers to the root of a large collection.</summary>
    Root = 7,
}
