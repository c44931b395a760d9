using AotKv.Values.Collections;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Streams;

/// <summary>
/// A stream as the parts that an RDB file has of it: nodes as they stand, and pending entries first by group and then
/// by consumer. Parts that are added may be damaged or lies. A view, valid as long as the stream.
/// </summary>
public readonly unsafe struct StreamParts(ValueHome home, StreamValue stream)
{
    readonly StreamRoot* root = stream.Root;

    /// <summary>The first node from an id on; false where there is none.</summary>
    public bool TryNextNode(StreamId from, out StreamId id, out ReadOnlySpan<byte> listPack)
    {
        var found = root->Nodes.TrySeek(from, out var at);
        id = found ? root->Nodes[at].Id : default;
        listPack = found ? new ListPack(root->Nodes[at].Block).Bytes : default;
        return found;
    }

    /// <summary>Adds a node; false where its listpack is not a node's or its id is there already.</summary>
    public bool TryAddNode(StreamId id, ReadOnlySpan<byte> listPack)
    {
        if (!StreamNodeCheck.IsSound(listPack, out var live) || root->Nodes.TryFind(id, out _)) return false;
        root->Nodes.Add(home.Heap, new() { Id = id, Block = ListPackEditor.Create(home.Heap, listPack) });
        root->Length += live;
        return true;
    }

    /// <summary>Notes which entry is the first, as the file has it.</summary>
    public void SetFirst(StreamId id) => root->FirstId = id;

    /// <summary>Finds out which entry is the first.</summary>
    public void FindFirst()
    {
        var cursor = stream.Range(StreamId.Min, StreamId.Max);
        root->FirstId = cursor.TryRead(out var entry) ? entry.Id : StreamId.Min;
    }

    /// <summary>Adds a pending entry that no consumer has yet; false where it is there already.</summary>
    public bool TryAddPending(StreamGroup group, StreamId id, long deliveredAt, long deliveries)
    {
        ref var pending = ref group.Root->Pending;
        if (pending.TryFind(id, out _)) return false;
        pending.Add(home.Heap, new() { Id = id, DeliveredAt = deliveredAt, Deliveries = deliveries });
        return true;
    }

    /// <summary>
    /// Gives a pending entry to a consumer; false where it is not pending or the consumer has it already.
    /// </summary>
    public bool TryGivePending(StreamGroup group, StreamId id, StreamConsumer consumer)
    {
        if (!group.Root->Pending.TryFind(id, out var at)) return false;
        ref var pending = ref group.Root->Pending[at];
        if (pending.ConsumerAddress == consumer.Address) return false;
        if (pending.ConsumerAddress != 0) group.ConsumerOf(pending).Forget(id);
        pending.ConsumerAddress = consumer.Address;
        consumer.Note(id);
        return true;
    }

    /// <summary>Whether some consumer has each pending entry of a group.</summary>
    public static bool AreAllGiven(StreamGroup group)
    {
        ref var pending = ref group.Root->Pending;
        var has = pending.TrySeek(StreamId.Min, out var at);
        for (; has; has = pending.TryNext(ref at))
            if (pending[at].ConsumerAddress == 0) return false;
        return true;
    }
}
