using AotKv.Memory.Heaps;

namespace AotKv.Values.Streams;

/// <summary>
/// A view of a consumer group: where it stands in the stream, its consumers and what they have not acknowledged. Valid
/// until the group is removed.
/// </summary>
public readonly unsafe struct StreamGroup
{
    /// <summary>The value of <see cref="EntriesRead"/> where it is not known.</summary>
    public const long UnknownCount = -1;

    readonly ShardHeap heap;
    readonly StreamGroupRoot* root;

    internal StreamGroup(ShardHeap heap, StreamGroupRoot* root)
    {
        this.heap = heap;
        this.root = root;
    }

    public ReadOnlySpan<byte> Name => root->Name.Text;

    internal StreamGroupRoot* Root => root;

    /// <summary>The last entry that was delivered.</summary>
    public StreamId LastId
    {
        get => root->LastId;
        set => root->LastId = value;
    }

    /// <summary>How many entries the group has read, or <see cref="UnknownCount"/>.</summary>
    public long EntriesRead
    {
        get => root->EntriesRead;
        set => root->EntriesRead = value;
    }

    public long PendingCount => root->Pending.Count;

    public int ConsumerCount => root->Consumers.Count;

    /// <summary>A consumer by its place in the order of names.</summary>
    public StreamConsumer ConsumerAt(int index) => new(heap, (StreamConsumerRoot*)root->Consumers[index]);

    public bool TryFindConsumer(ReadOnlySpan<byte> name, out StreamConsumer consumer)
    {
        var found = root->Consumers.Find(name);
        consumer = new(heap, (StreamConsumerRoot*)found);
        return found != 0;
    }

    /// <summary>Makes a consumer whose name is not there yet.</summary>
    public StreamConsumer AddConsumer(ReadOnlySpan<byte> name, long now)
    {
        var consumer = (StreamConsumerRoot*)heap.Allocate(sizeof(StreamConsumerRoot));
        *consumer = new() { Name = StreamName.Create(heap, name), SeenAt = now, ActiveAt = -1 };
        root->Consumers.Add(heap, (nint)consumer);
        return new(heap, consumer);
    }

    /// <summary>Removes a consumer; what it has not acknowledged is pending no more.</summary>
    public void RemoveConsumer(StreamConsumer consumer)
    {
        while (consumer.TryNextPending(StreamId.Min, out var id)) RemovePending(id);
        root->Consumers.Remove(heap, consumer.Name);
        consumer.Free();
    }

    /// <summary>The first pending entry with this id or a greater one; false where there is none.</summary>
    public bool TryNextPending(StreamId from, out StreamPending pending)
    {
        var found = root->Pending.TrySeek(from, out var at);
        pending = found ? root->Pending[at] : default;
        return found;
    }

    public bool TryFindPending(StreamId id, out StreamPending pending) =>
        TryNextPending(id, out pending) && pending.Id == id;

    /// <summary>The pending entries with the least and the greatest id; false where there are none.</summary>
    public bool TryPendingEnds(out StreamId first, out StreamId last)
    {
        first = last = default;
        if (!root->Pending.TrySeek(StreamId.Min, out var at)) return false;
        first = root->Pending[at].Id;
        root->Pending.TryLast(out at);
        last = root->Pending[at].Id;
        return true;
    }

    /// <summary>The consumer that a pending entry was delivered to.</summary>
    public StreamConsumer ConsumerOf(in StreamPending pending) =>
        new(heap, (StreamConsumerRoot*)pending.ConsumerAddress);

    /// <summary>Notes that an entry was delivered to a consumer, whoever had it before.</summary>
    public void SetPending(StreamId id, StreamConsumer consumer, long deliveredAt, long deliveries)
    {
        if (root->Pending.TryFind(id, out var at))
        {
            ref var pending = ref root->Pending[at];
            if (pending.ConsumerAddress != consumer.Address)
            {
                ConsumerOf(pending).Forget(id);
                consumer.Note(id);
                pending.ConsumerAddress = consumer.Address;
            }
            pending.DeliveredAt = deliveredAt;
            pending.Deliveries = deliveries;
            return;
        }
        root->Pending.Add(heap, new()
        {
            Id = id, ConsumerAddress = consumer.Address, DeliveredAt = deliveredAt, Deliveries = deliveries,
        });
        consumer.Note(id);
    }

    /// <summary>An entry is acknowledged, or gone; false where it was not pending.</summary>
    public bool RemovePending(StreamId id)
    {
        if (!root->Pending.TryFind(id, out var at)) return false;
        ConsumerOf(root->Pending[at]).Forget(id);
        root->Pending.Remove(heap, at);
        return true;
    }

    internal long Bytes
    {
        get
        {
            var bytes = sizeof(StreamGroupRoot) + root->Name.Bytes + root->Consumers.Bytes + root->Pending.Bytes;
            for (var i = 0; i < ConsumerCount; i++) bytes += ConsumerAt(i).Bytes;
            return bytes;
        }
    }

    /// <summary>Frees about so many items of a group that was removed. False when nothing is left.</summary>
    internal bool FreeSome(ref int itemsLeft)
    {
        while (root->Pending.Count > 0)
        {
            if (itemsLeft <= 0) return true;
            itemsLeft -= root->Pending.LastBlock.Length;
            root->Pending.RemoveLastBlock(heap);
        }
        while (root->Consumers.Count > 0)
        {
            if (ConsumerAt(root->Consumers.Count - 1).FreeSome(ref itemsLeft)) return true;
            root->Consumers.RemoveLast(heap);
        }
        root->Name.Free(heap);
        heap.Free((nint)root, sizeof(StreamGroupRoot));
        return false;
    }

    internal void Free()
    {
        var all = int.MaxValue;
        FreeSome(ref all);
    }

    /// <summary>The same group in another stream.</summary>
    internal void CopyTo(StreamGroup target)
    {
        for (var i = 0; i < ConsumerCount; i++)
        {
            var consumer = ConsumerAt(i);
            target.AddConsumer(consumer.Name, consumer.SeenAt).ActiveAt = consumer.ActiveAt;
        }
        var has = root->Pending.TrySeek(StreamId.Min, out var at);
        for (; has; has = root->Pending.TryNext(ref at))
        {
            ref var pending = ref root->Pending[at];
            target.TryFindConsumer(ConsumerOf(pending).Name, out var owner);
            target.SetPending(pending.Id, owner, pending.DeliveredAt, pending.Deliveries);
        }
    }
}
