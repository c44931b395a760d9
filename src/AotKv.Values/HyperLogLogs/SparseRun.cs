namespace AotKv.Values.HyperLogLogs;

/// <summary>Registers of one value that follow each other, as sparse registers have them.</summary>
/// <param name="Value">What they all are.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Bytes">How many bytes say so.</param>
readonly record struct SparseRun(int Value, int Length, int Bytes)
{
    public const int ValueMax = 32;

    /// <summary>So many registers that are not zero fit one run.</summary>
    public const int LengthMax = 4;

    /// <summary>The most bytes that <see cref="WriteZeros"/> writes.</summary>
    public const int ZerosBytesMax = 2;

    const int ShortZerosMax = 64;

    /// <summary>From here on the first byte begins a long run of zeros,</summary>
    public const byte LongZeros = 0x40;

    /// <summary>and from here on a run that is not zero.</summary>
    public const byte NotZero = 0x80;

    public bool IsZeros => Value == 0;

    public static bool IsValue(byte first) => (first & NotZero) != 0;

    //  00llllll            zeros, l + 1 of them
    //  01llllll llllllll   zeros, l + 1 of them
    //  1vvvvvll            registers that are v + 1, l + 1 of them
    /// <summary>The run at the start of some bytes. What is cut off reads as zero bits.</summary>
    public static SparseRun Read(ReadOnlySpan<byte> bytes)
    {
        var first = bytes[0];
        if (IsValue(first)) return new((first >> 2 & 0x1F) + 1, (first & 3) + 1, Bytes: 1);
        if ((first & LongZeros) == 0) return new(Value: 0, first + 1, Bytes: 1);
        var second = bytes.Length > 1 ? bytes[1] : 0;
        return new(Value: 0, ((first & 0x3F) << 8 | second) + 1, Bytes: 2);
    }

    public static byte OfValue(int value, int length) => (byte)(value - 1 << 2 | length - 1 | NotZero);

    /// <summary>Writes a run of zeros and returns its bytes.</summary>
    public static int WriteZeros(Span<byte> to, int length)
    {
        if (length <= ShortZerosMax)
        {
            to[0] = (byte)(length - 1);
            return 1;
        }
        to[0] = (byte)(length - 1 >> 8 | LongZeros);
        to[1] = (byte)(length - 1);
        return 2;
    }
}
