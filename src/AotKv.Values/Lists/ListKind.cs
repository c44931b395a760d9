using AotKv.Values.Collections;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Lists;

/// <summary>Lists, as the keyspace handles them.</summary>
sealed class ListKind : ValueKind
{
    public override RecordType Type => RecordType.List;

    public override ReadOnlySpan<byte> EncodingName(Record record) =>
        record.Encoding == RecordEncoding.ListPack ? "listpack"u8 : "quicklist"u8;

    public override long BytesOf(Record record)
    {
        var reference = record.Reference;
        if (record.Encoding == RecordEncoding.ListPack) return reference.Capacity;
        var blocks = new BlockDirectory(heap: null!, ref reference);
        var bytes = blocks.Bytes;
        if (blocks.Header.Blocks == 0) return bytes;
        var place = blocks.First;
        do bytes += blocks[place].Capacity;
        while (blocks.TryNext(ref place));
        return bytes;
    }

    public override NewValue Copy(Record record, ValueHome target)
    {
        var reference = record.Reference;
        if (record.Encoding == RecordEncoding.ListPack)
            return new(RecordEncoding.ListPack, ListPackEditor.Create(target.Heap, new ListPack(reference).Bytes));
        var blocks = new BlockDirectory(heap: null!, ref reference);
        var root = BlockDirectory.Create(target.Heap, blocks.Header.Fill, blocks.Header.Depth);
        var copy = new BlockDirectory(target.Heap, ref root);
        var place = blocks.First;
        do copy.AddLast(BlockPacker.CopyTo(target.Heap, blocks[place]));
        while (blocks.TryNext(ref place));
        return new(RecordEncoding.Root, root);
    }

    public override bool FreeSome(ValueHome home, ref DetachedValue value, int elementsMax)
    {
        if (value.Encoding == RecordEncoding.ListPack)
        {
            ListPackEditor.Free(home.Heap, value.Reference);
            return false;
        }
        var root = value.Reference;
        var isLeft = new BlockList(home, ref root).FreeSome(elementsMax);
        value.Reference = root;
        if (isLeft) return true;
        new BlockDirectory(home.Heap, ref root).FreeRoot();
        return false;
    }
}
