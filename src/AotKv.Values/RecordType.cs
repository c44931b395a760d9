namespace AotKv.Values;

/// <summary>What kind of value a key has; four bits of its record.</summary>
public enum RecordType : byte
{
    String = 0,
    List = 1,
    Set = 2,
    SortedSet = 3,
    Hash = 4,
    Stream = 5,
}
