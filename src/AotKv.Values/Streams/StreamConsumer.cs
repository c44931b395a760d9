using AotKv.Memory.Heaps;

namespace AotKv.Values.Streams;

/// <summary>A view of a consumer of a group. Valid until the consumer is removed.</summary>
public readonly unsafe struct StreamConsumer
{
    readonly ShardHeap heap;
    readonly StreamConsumerRoot* root;

    internal StreamConsumer(ShardHeap heap, StreamConsumerRoot* root)
    {
        this.heap = heap;
        this.root = root;
    }

    public ReadOnlySpan<byte> Name => root->Name.Text;

    /// <summary>When it last asked for something, Unix milliseconds.</summary>
    public long SeenAt
    {
        get => root->SeenAt;
        set => root->SeenAt = value;
    }

    /// <summary>When it last got something, Unix milliseconds, or -1.</summary>
    public long ActiveAt
    {
        get => root->ActiveAt;
        set => root->ActiveAt = value;
    }

    public long PendingCount => root->Pending.Count;

    internal nint Address => (nint)root;

    /// <summary>The first id from one on that it has not acknowledged; false where there is none.</summary>
    public bool TryNextPending(StreamId from, out StreamId id)
    {
        var found = root->Pending.TrySeek(from, out var at);
        id = found ? root->Pending[at].Id : default;
        return found;
    }

    internal long Bytes => sizeof(StreamConsumerRoot) + root->Name.Bytes + root->Pending.Bytes;

    internal void Note(StreamId id) => root->Pending.Add(heap, new(id));

    internal void Forget(StreamId id)
    {
        if (root->Pending.TryFind(id, out var at)) root->Pending.Remove(heap, at);
    }

    internal bool FreeSome(ref int itemsLeft)
    {
        while (root->Pending.Count > 0)
        {
            if (itemsLeft <= 0) return true;
            itemsLeft -= root->Pending.LastBlock.Length;
            root->Pending.RemoveLastBlock(heap);
        }
        root->Name.Free(heap);
        heap.Free((nint)root, sizeof(StreamConsumerRoot));
        return false;
    }

    internal void Free()
    {
        var all = int.MaxValue;
        FreeSome(ref all);
    }
}
