using System.Numerics;
using System.Runtime.CompilerServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// Which block sizes a <see cref="ShardHeap"/> hands out: steps of 8 bytes up to 128, of 16 up to 256, eight classes a
/// doubling up to 4096, and above that the sizes that divide a page of 64 KB by 15, 14 and so on down to 2, so that
/// the end of a page is not wasted.
/// </summary>
static class SizeClasses
{
    /// <summary>The largest block that comes from a page; more is a large block.</summary>
    public const int SmallMax = 32768;

    const int FineMax = 128;
    const int MiddleMax = 256;
    const int GeometricMax = 4096;
    const int FirstMiddle = FineMax / 8;
    const int FirstGeometric = FirstMiddle + (MiddleMax - FineMax) / 16;
    const int FirstDivided = FirstGeometric + 4 * 8;

    static ReadOnlySpan<int> Sizes =>
    [
        8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120, 128,
        144, 160, 176, 192, 208, 224, 240, 256,
        288, 320, 352, 384, 416, 448, 480, 512,
        576, 640, 704, 768, 832, 896, 960, 1024,
        1152, 1280, 1408, 1536, 1664, 1792, 1920, 2048,
        2304, 2560, 2816, 3072, 3328, 3584, 3840, 4096,
        4368, 4672, 5040, 5456, 5952, 6544, 7280, 8192, 9360, 10912, 13104, 16384, 21840, 32768,
    ];

    /// <summary>The number of classes.</summary>
    public static int Count => Sizes.Length;

    /// <summary>The block size of a class in bytes.</summary>
    public static int SizeOf(int sizeClass) => Sizes[sizeClass];

    /// <summary>The class of the smallest block that holds so many bytes, from 1 to <see cref="SmallMax"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int bytes) => bytes <= FineMax ? (bytes - 1) >> 3 : OfCoarse(bytes);

    static int OfCoarse(int bytes)
    {
        if (bytes <= MiddleMax) return FirstMiddle + ((bytes - 1 - FineMax) >> 4);
        if (bytes > GeometricMax) return OfDivided(bytes);
        var doubling = BitOperations.Log2((uint)(bytes - 1));
        return FirstGeometric + (doubling - 8) * 8 + ((bytes - 1 - (1 << doubling)) >> (doubling - 3));
    }

    static int OfDivided(int bytes)
    {
        var sizeClass = FirstDivided;
        while (Sizes[sizeClass] < bytes) sizeClass++;
        return sizeClass;
    }
}
