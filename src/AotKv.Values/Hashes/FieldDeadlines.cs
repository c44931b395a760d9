using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;
using AotKv.Values.Members;
using AotKv.Values.Tables;

namespace AotKv.Values.Hashes;

/// <summary>
/// What a hash with fields that expire has beside its table: the queue of their deadlines, and the hash's place in the
/// wheel of its database, under the earliest of them. A view of a block of the shard's heap, which the hash owns; its
/// record refers to it by the reference's length, 0 for none. Used on the thread that runs the shard.
/// </summary>
public readonly unsafe struct FieldDeadlines : IDeadlineEntry<FieldDeadlines>
{
    readonly Block* block;

    FieldDeadlines(nint address) => block = (Block*)address;

    public bool IsNone => block == null;

    public nint Address => (nint)block;

    /// <summary>The deadline under which the wheel has the hash.</summary>
    public long ExpiresAt
    {
        get => block->ExpiresAt;
        internal set => block->ExpiresAt = value;
    }

    uint IDeadlineEntry<FieldDeadlines>.WheelPosition
    {
        get => block->WheelPosition;
        set => block->WheelPosition = value;
    }

    /// <summary>The record of the hash, where a wheel has it.</summary>
    internal Record Record
    {
        get => new(block->Record);
        set => block->Record = value.Address;
    }

    /// <summary>Whether a wheel has the hash.</summary>
    internal bool IsTracked
    {
        get => block->IsTracked;
        set => block->IsTracked = value;
    }

    internal ref DeadlineQueue Queue => ref Unsafe.AsRef<DeadlineQueue>(&block->Queue);

    internal long Bytes => block == null ? 0 : ShardHeap.GoodSize(sizeof(Block)) + block->Queue.Bytes;

    static FieldDeadlines IDeadlineEntry<FieldDeadlines>.At(nint address) => new(address);

    /// <summary>Those of a hash's reference, or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static FieldDeadlines Of(in ValueReference reference) => new((nint)reference.Length);

    internal static FieldDeadlines Create(ShardHeap heap)
    {
        var address = heap.Allocate(sizeof(Block));
        *(Block*)address = default;
        return new(address);
    }

    /// <summary>Frees about so many places of the queue, and at last the block. False when it is gone.</summary>
    internal bool FreeSome(ShardHeap heap, int placesMax)
    {
        if (block->Queue.FreeSome(heap, placesMax)) return true;
        heap.Free(Address, sizeof(Block));
        return false;
    }

    struct Block
    {
        public long ExpiresAt;
        public nint Record;
        public DeadlineQueue Queue;
        public uint WheelPosition;
        public bool IsTracked;
    }
}
