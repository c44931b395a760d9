using AotKv.Values.Collections;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Streams;

/// <summary>What the keyspace does with streams.</summary>
sealed unsafe class StreamKind : ValueKind
{
    public override RecordType Type => RecordType.Stream;

    public override ReadOnlySpan<byte> EncodingName(Record record) => "stream"u8;

    public override long BytesOf(Record record) => StreamValue.Open(home: null!, record).Bytes;

    public override NewValue Copy(Record record, ValueHome target)
    {
        var source = (StreamRoot*)record.Reference.Address;
        var value = StreamValue.Create(target);
        var root = (StreamRoot*)value.Reference.Address;
        root->Length = source->Length;
        root->EntriesAdded = source->EntriesAdded;
        root->FirstId = source->FirstId;
        root->LastId = source->LastId;
        root->MaxDeletedId = source->MaxDeletedId;
        var has = source->Nodes.TrySeek(StreamId.Min, out var at);
        for (; has; has = source->Nodes.TryNext(ref at))
        {
            ref var node = ref source->Nodes[at];
            var block = ListPackEditor.Create(target.Heap, new ListPack(node.Block).Bytes);
            root->Nodes.Add(target.Heap, new() { Id = node.Id, Block = block });
        }
        CopyGroups(source, root, target);
        return value;
    }

    public override bool FreeSome(ValueHome home, ref DetachedValue value, int elementsMax)
    {
        var root = (StreamRoot*)value.Reference.Address;
        while (root->Nodes.Count > 0)
        {
            if (elementsMax <= 0) return true;
            foreach (ref var node in root->Nodes.LastBlock)
            {
                elementsMax -= new StreamNodeReader(node).Count;
                ListPackEditor.Free(home.Heap, node.Block);
            }
            root->Nodes.RemoveLastBlock(home.Heap);
        }
        while (root->Groups.Count > 0)
        {
            var last = new StreamGroup(home.Heap, (StreamGroupRoot*)root->Groups[root->Groups.Count - 1]);
            if (last.FreeSome(ref elementsMax)) return true;
            root->Groups.RemoveLast(home.Heap);
        }
        home.Heap.Free((nint)root, sizeof(StreamRoot));
        return false;
    }

    static void CopyGroups(StreamRoot* source, StreamRoot* root, ValueHome target)
    {
        for (var i = 0; i < source->Groups.Count; i++)
        {
            var from = (StreamGroupRoot*)source->Groups[i];
            var to = (StreamGroupRoot*)target.Heap.Allocate(sizeof(StreamGroupRoot));
            *to = new()
            {
                Name = StreamName.Create(target.Heap, from->Name.Text),
                LastId = from->LastId,
                EntriesRead = from->EntriesRead,
            };
            root->Groups.Add(target.Heap, (nint)to);
            new StreamGroup(target.Heap, from).CopyTo(new StreamGroup(target.Heap, to));
        }
    }
}
