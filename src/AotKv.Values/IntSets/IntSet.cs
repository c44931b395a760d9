using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AotKv.Values.IntSets;

/// <summary>
/// Reads an intset: integers in ascending order in one block, all as wide as the widest needs. A view on the thread
/// that runs the shard. The bytes are Valkey's, as RDB files and DUMP payloads carry them. No bytes at all are an empty
/// set.
/// </summary>
//  0       4       8
//  | width | count | integers, 2, 4 or 8 bytes each, little-endian |
public readonly ref struct IntSet(ReadOnlySpan<byte> bytes)
{
    public const int HeaderBytes = 8;

    readonly ReadOnlySpan<byte> bytes = bytes;

    internal unsafe IntSet(scoped in ValueReference block) : this(new((void*)block.Address, (int)block.Length))
    {
    }

    /// <summary>The whole block, as it stands in an RDB file.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    public int Count => bytes.IsEmpty ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);

    /// <summary>The bytes of each integer: 2, 4 or 8.</summary>
    public int Width => bytes.IsEmpty ? sizeof(short) : BinaryPrimitives.ReadInt32LittleEndian(bytes);

    public long Min => this[0];

    public long Max => this[Count - 1];

    /// <summary>The integer with an index, the lowest first.</summary>
    public long this[int index] => Width switch
    {
        sizeof(short) => As<short>()[index],
        sizeof(int) => As<int>()[index],
        _ => As<long>()[index],
    };

    public bool Contains(long number) => Search(number) >= 0;

    /// <summary>The index of an integer; where it is not here, the complement of the index it would have.</summary>
    public int Search(long number)
    {
        if (bytes.IsEmpty) return ~0;
        return Width switch
        {
            sizeof(short) => number switch
            {
                < short.MinValue => ~0,
                > short.MaxValue => ~Count,
                _ => As<short>().BinarySearch((short)number),
            },
            sizeof(int) => number switch
            {
                < int.MinValue => ~0,
                > int.MaxValue => ~Count,
                _ => As<int>().BinarySearch((int)number),
            },
            _ => As<long>().BinarySearch(number),
        };
    }

    /// <summary>The width that an integer needs.</summary>
    public static int WidthOf(long number) => number switch
    {
        >= short.MinValue and <= short.MaxValue => sizeof(short),
        >= int.MinValue and <= int.MaxValue => sizeof(int),
        _ => sizeof(long),
    };

    /// <summary>
    /// Whether bytes from outside are an intset: a known width, the length that the count says, integers in ascending
    /// order.
    /// </summary>
    public static bool IsSound(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes) return false;
        var width = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (width is not (sizeof(short) or sizeof(int) or sizeof(long))) return false;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (count == 0 || HeaderBytes + (ulong)count * width != (ulong)bytes.Length) return false;
        var set = new IntSet(bytes);
        for (var index = 1; index < count; index++)
            if (set[index - 1] >= set[index]) return false;
        return true;
    }

    ReadOnlySpan<T> As<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes[HeaderBytes..]);
}
