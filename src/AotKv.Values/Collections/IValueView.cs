namespace AotKv.Values.Collections;

/// <summary>
/// A typed view of the value at one key, for reading and changing it. Made by the keyspace for a command and dropped
/// with it. While a view is in use the key's record does not move: every collection encoding takes the same room in the
/// record (<see cref="ValueReference"/>), so a value that grows, moves or changes its encoding is written back in
/// place.
/// </summary>
public interface IValueView<TSelf> where TSelf : struct, IValueView<TSelf>
{
    /// <summary>The type of record that it can view.</summary>
    static abstract RecordType Type { get; }

    /// <summary>A new, empty value, which the caller puts into a record.</summary>
    static abstract NewValue Create(ValueHome home);

    /// <summary>A view of the value of a record of this type.</summary>
    static abstract TSelf Open(ValueHome home, Record record);

    /// <summary>The record that is viewed.</summary>
    Record Record { get; }

    /// <summary>Whether nothing is left, so that the key must go.</summary>
    bool IsEmpty { get; }
}
