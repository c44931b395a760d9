using System.Buffers.Binary;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// Reads a HyperLogLog sketch (Flajolet and others, 2007): 16384 registers of 6 bits, in a string whose bytes are
/// Valkey's. A view: valid until the string changes. Any client may have written the string, so nothing in it is taken
/// for granted: <see cref="IsSketch"/> checks what is cheap, and whoever reads sparse registers learns whether they are
/// damaged.
/// </summary>
//  0        4          5      8                16
//  | "HYLL" | encoding | zero | cached count   | registers: DenseRegisters or SparseRegisters |
//  | 4      | 1        | 3    | 8, little-endian; its top bit says "not valid" |
public readonly ref struct HyperLogLog(ReadOnlySpan<byte> bytes)
{
    public const int RegisterBits = 14;
    public const int Registers = 1 << RegisterBits;

    /// <summary>The highest value that an element can raise a register to.</summary>
    public const int RankMax = 64 - RegisterBits + 1;

    public const int HeaderBytes = 16;
    public const int DenseBytes = HeaderBytes + DenseRegisters.Bytes;

    internal const int EncodingOffset = 4;
    internal const byte Dense = 0;
    internal const byte Sparse = 1;
    const int CountOffset = 8;
    const int CountTop = HeaderBytes - 1;
    const byte NotValid = 0x80;

    readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>The string of a sketch that nothing was added to.</summary>
    public static ReadOnlySpan<byte> Empty =>
        [(byte)'H', (byte)'Y', (byte)'L', (byte)'L', Sparse, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 0xFF];

    /// <summary>Whether the processor has the vectors that sketches are read with.</summary>
    public static bool HasVectors => DenseRegisters.HasVectors;

    /// <summary>Whether it begins like a sketch and, where it is dense, has the length of one.</summary>
    public bool IsSketch =>
        bytes.Length >= HeaderBytes && bytes.StartsWith("HYLL"u8) && bytes[EncodingOffset] <= Sparse
        && (bytes[EncodingOffset] == Sparse || bytes.Length == DenseBytes);

    public bool IsDense => bytes[EncodingOffset] == Dense;

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Body => bytes[HeaderBytes..];

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The count that was computed last, if nothing was added since.</summary>
    public bool TryGetCachedCount(out long count)
    {
        count = BinaryPrimitives.ReadInt64LittleEndian(bytes[CountOffset..]);
        return (bytes[CountTop] & NotValid) == 0;
    }

    /// <summary>Keeps a count in a sketch's string.</summary>
    public static void CacheCount(Span<byte> sketch, long count) =>
        BinaryPrimitives.WriteInt64LittleEndian(sketch[CountOffset..], count);

    /// <summary>Says in a sketch's string that the count kept there holds no longer.</summary>
    public static void ForgetCount(Span<byte> sketch) => sketch[CountTop] |= NotValid;

    /// <summary>A register of a dense sketch.</summary>
    public int DenseRegister(int register) => DenseRegisters.Get(Body, register);

    /// <summary>Estimates how many different elements were added; false where the registers are damaged.</summary>
    public bool TryCount(bool useVectors, out long count)
    {
        Span<int> histogram = stackalloc int[RegisterHistogram.Length];
        histogram.Clear();
        count = 0;
        if (IsDense) RegisterHistogram.AddDense(Body, histogram, useVectors);
        else if (!new SparseRegisters(Body).TryCountInto(histogram)) return false;
        count = CardinalityEstimate.Of(histogram);
        return true;
    }
}
