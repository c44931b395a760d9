using AotKv.Memory.Heaps;
using AotKv.Values.Tables;

namespace AotKv.Values.Collections;

/// <summary>
/// What every value of a shard lives with: the heap that holds it, the hasher, the limits of the compact forms and the
/// shard's random numbers. Owned by the shard and used on the thread that runs it.
/// </summary>
public sealed class ValueHome(ShardHeap heap, KeyHasher hasher, ReadOnlySpan<byte> randomSeed)
{
    EncodingLimits limits = EncodingLimits.Default;
    long listPlainBytes;
    ulong randomState = hasher.Hash(randomSeed) | 1;

    public ShardHeap Heap { get; } = heap;

    /// <summary>What keeps strings alive that are being sent from where they stand.</summary>
    public PinHome Pins { get; } = new(heap);

    public KeyHasher Hasher { get; } = hasher;

    /// <summary>Set from the thread that changes the configuration; whole or not at all.</summary>
    public EncodingLimits Limits
    {
        get => Volatile.Read(ref limits);
        set => Volatile.Write(ref limits, value);
    }

    /// <summary>
    /// DEBUG QUICKLIST-PACKED-THRESHOLD: an element of a list with so many bytes stands in a block of its own; 0 where
    /// list-max-listpack-size alone says so. Set from any thread.
    /// </summary>
    public long ListPlainBytes
    {
        get => Volatile.Read(ref listPlainBytes);
        set => Volatile.Write(ref listPlainBytes, value);
    }

    /// <summary>DEBUG DICT-RESIZING: whether tables of keys grow and shrink.</summary>
    public bool ResizesTables { get; set; } = true;

    /// <summary>The state of the shard's own random numbers: which key or member is picked, no secret.</summary>
    public ref ulong RandomState => ref randomState;

    /// <summary>The next of the shard's own random numbers (xorshift64*).</summary>
    public ulong NextRandom()
    {
        var x = randomState;
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        randomState = x;
        return x * 0x2545F4914F6CDD1D;
    }
}
