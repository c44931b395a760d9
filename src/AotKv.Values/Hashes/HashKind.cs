using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Members;
using AotKv.Values.Tables;

namespace AotKv.Values.Hashes;

/// <summary>What the keyspace does with hashes as a whole.</summary>
sealed class HashKind : ValueKind
{
    public override RecordType Type => RecordType.Hash;

    public override ReadOnlySpan<byte> EncodingName(Record record) =>
        record.Encoding == RecordEncoding.ListPack ? "listpack"u8 : "hashtable"u8;

    public override long BytesOf(Record record)
    {
        var reference = record.Reference;
        if (record.Encoding == RecordEncoding.ListPack) return reference.Capacity;
        return new MemberTable(home: null!, reference.Address).Bytes + FieldDeadlines.Of(reference).Bytes;
    }

    public override bool TryGetTable(Record record, out KeyTableStatistics table)
    {
        table = default;
        if (record.Encoding != RecordEncoding.Root) return false;
        table = new MemberTable(home: null!, record.Reference.Address).TableStatistics;
        return true;
    }

    public override NewValue Copy(Record record, ValueHome target)
    {
        var reference = record.Reference;
        if (record.Encoding == RecordEncoding.ListPack)
            return new(RecordEncoding.ListPack, ListPackEditor.Create(target.Heap, new ListPack(reference).Bytes));
        var copy = new MemberTable(target, reference.Address).CopyTo(target);
        var deadlines = FieldDeadlines.Of(reference);
        var hasDeadlines = !deadlines.IsNone && deadlines.Queue.Count > 0;
        if (!hasDeadlines) return new(RecordEncoding.Root, new(copy.Address, Length: 0, Capacity: 0));
        var copied = FieldDeadlines.Create(target.Heap);
        foreach (var member in copy)
            if (member.HasDeadline) copied.Queue.Add(target.Heap, member);
        return new(RecordEncoding.Root, new(copy.Address, copied.Address, Capacity: 0));
    }

    public override bool FreeSome(ValueHome home, ref DetachedValue value, int elementsMax)
    {
        if (value.Encoding == RecordEncoding.ListPack)
        {
            ListPackEditor.Free(home.Heap, value.Reference);
            return false;
        }
        var deadlines = FieldDeadlines.Of(value.Reference);
        if (!deadlines.IsNone)
        {
            if (deadlines.FreeSome(home.Heap, QueuePlacesFor(elementsMax))) return true;
            value.Reference = value.Reference with { Length = 0 };
        }
        return new MemberTable(home, value.Reference.Address).FreeSome(elementsMax);
    }

    /// <summary>A chunk of the queue stands for many members, and takes no longer to free than one.</summary>
    static int QueuePlacesFor(int elements) => (int)Math.Min(elements * 64L, int.MaxValue);
}
