using AotKv.Values.Tables;

namespace AotKv.Values.Collections;

/// <summary>
/// What the keyspace does with the collections of one type without knowing their structure. One immutable object a
/// type, shared by all shards; the methods run on the thread that runs the value's shard.
/// </summary>
public abstract class ValueKind
{
    public abstract RecordType Type { get; }

    /// <summary>The name that OBJECT ENCODING has for the value.</summary>
    public abstract ReadOnlySpan<byte> EncodingName(Record record);

    /// <summary>The heap's bytes that the value takes beside its record.</summary>
    public abstract long BytesOf(Record record);

    /// <summary>The sizes of the value's hash table; false where it has none.</summary>
    public virtual bool TryGetTable(Record record, out KeyTableStatistics table)
    {
        table = default;
        return false;
    }

    /// <summary>The same value in the heap of another home, which may be this one.</summary>
    public abstract NewValue Copy(Record record, ValueHome target);

    /// <summary>
    /// Frees about so many elements of a value; called until it returns false, which says that nothing is left. A block
    /// of up to a few hundred KB counts as one element.
    /// </summary>
    public abstract bool FreeSome(ValueHome home, ref DetachedValue value, int elementsMax);
}
