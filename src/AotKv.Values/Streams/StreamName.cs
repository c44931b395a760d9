using AotKv.Memory.Heaps;

namespace AotKv.Values.Streams;

/// <summary>The name of a group or consumer, in a block of the shard's heap. What is named begins with it.</summary>
unsafe struct StreamName
{
    byte* start;
    int length;

    public readonly ReadOnlySpan<byte> Text => new(start, length);

    public readonly int Bytes => length;

    public static StreamName Create(ShardHeap heap, ReadOnlySpan<byte> text)
    {
        var name = new StreamName { start = (byte*)heap.Allocate(Math.Max(text.Length, 1)), length = text.Length };
        text.CopyTo(new Span<byte>(name.start, text.Length));
        return name;
    }

    public readonly void Free(ShardHeap heap) => heap.Free((nint)start, Math.Max(length, 1));
}
