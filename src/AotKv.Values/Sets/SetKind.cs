using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Members;
using AotKv.Values.Tables;

namespace AotKv.Values.Sets;

/// <summary>What the keyspace does with sets.</summary>
sealed class SetKind : ValueKind
{
    public override RecordType Type => RecordType.Set;

    public override ReadOnlySpan<byte> EncodingName(Record record) => record.Encoding switch
    {
        RecordEncoding.IntSet => "intset"u8,
        RecordEncoding.ListPack => "listpack"u8,
        _ => "hashtable"u8,
    };

    public override long BytesOf(Record record) => record.Encoding == RecordEncoding.Root
        ? new MemberTable(home: null!, record.Reference.Address).Bytes
        : record.Reference.Capacity;

    public override bool TryGetTable(Record record, out KeyTableStatistics table)
    {
        table = default;
        if (record.Encoding != RecordEncoding.Root) return false;
        table = new MemberTable(home: null!, record.Reference.Address).TableStatistics;
        return true;
    }

    public override NewValue Copy(Record record, ValueHome target)
    {
        var copy = new SetContent(record.Encoding, record.Reference).CopyTo(target);
        return new(copy.Encoding, copy.Reference);
    }

    public override bool FreeSome(ValueHome home, ref DetachedValue value, int elementsMax) =>
        new SetContent(value.Encoding, value.Reference).FreeSome(home, elementsMax);
}
