namespace AotKv.Values.Collections;

/// <summary>
/// A collection that no key refers to any more, on its way to being freed. Its <see cref="ValueKind"/> changes it from
/// step to step as it sees fit.
/// </summary>
public struct DetachedValue
{
    public RecordType Type;
    public RecordEncoding Encoding;
    public ValueReference Reference;

    internal DetachedValue(Record record)
    {
        Type = record.Type;
        Encoding = record.Encoding;
        Reference = record.Reference;
    }
}
