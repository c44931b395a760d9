using AotKv.Wire.Checksums;

namespace AotKv.Engine.Transactions;

/// <summary>Which shard owns a slot: contiguous ranges of slots, as even as they come.</summary>
public static class SlotMap
{
    public const int Slots = 16384;

    public static int OwnerOf(int slot, int shards) => (int)((uint)(slot * shards) / Slots);

    public static int OwnerOf(ReadOnlySpan<byte> key, int shards) => OwnerOf(KeySlot.Of(key), shards);
}
