using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Tables;

namespace AotKv.Values.SortedSets;

/// <summary>What the keyspace does with sorted sets. "skiplist" is what Valkey calls its large form.</summary>
sealed class SortedSetKind : ValueKind
{
    public override RecordType Type => RecordType.SortedSet;

    public override ReadOnlySpan<byte> EncodingName(Record record) =>
        record.Encoding == RecordEncoding.ListPack ? "listpack"u8 : "skiplist"u8;

    public override long BytesOf(Record record) => record.Encoding == RecordEncoding.ListPack
        ? record.Reference.Capacity
        : new LargeSortedSet(home: null!, record.Reference.Address).Bytes;

    public override bool TryGetTable(Record record, out KeyTableStatistics table)
    {
        table = default;
        if (record.Encoding != RecordEncoding.Root) return false;
        table = new LargeSortedSet(home: null!, record.Reference.Address).TableStatistics;
        return true;
    }

    public override NewValue Copy(Record record, ValueHome target)
    {
        if (record.Encoding == RecordEncoding.ListPack)
        {
            var bytes = new ListPack(record.Reference).Bytes;
            return new(RecordEncoding.ListPack, ListPackEditor.Create(target.Heap, bytes));
        }
        var source = new LargeSortedSet(target, record.Reference.Address);
        return new(RecordEncoding.Root, ReferenceTo(source.CopyTo(target)));
    }

    public override bool FreeSome(ValueHome home, ref DetachedValue value, int elementsMax)
    {
        if (value.Encoding == RecordEncoding.Root)
            return new LargeSortedSet(home, value.Reference.Address).FreeSome(elementsMax);
        ListPackEditor.Free(home.Heap, value.Reference);
        return false;
    }

    public static ValueReference ReferenceTo(LargeSortedSet set) => new(set.Address, Length: 0, Capacity: 0);
}
