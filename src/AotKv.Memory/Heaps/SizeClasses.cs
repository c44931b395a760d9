using System.Numerics;
using System.Runtime.CompilerServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// Which block sizes a <see cref="ShardHeap"/> hands out: every length from 8 to 128 bytes, because that is where most
/// keys and members are and each byte of rounding would count a million times; then sixteen classes a doubling up to
/// 4096, and above that the sizes that divide a page of 64 KB by 15, 14 and so on down to 2, so that the end of a page
/// is not wasted. A length that is a multiple of 8 has a class that is one too.
/// </summary>
static class SizeClasses
{
    /// <summary>The largest block that comes from a page; more is a large block.</summary>
    public const int SmallMax = 32768;

    /// <summary>The shortest block: a free one holds an address.</summary>
    const int Min = 8;

    const int FineMax = 128;
    const int FineMaxLog = 7;
    const int GeometricMax = 4096;
    const int PerDoublingLog = 4;
    const int PerDoubling = 1 << PerDoublingLog;
    const int FirstGeometric = FineMax - Min + 1;
    const int FirstDivided = FirstGeometric + 5 * PerDoubling;

    static ReadOnlySpan<int> Divided =>
        [4368, 4672, 5040, 5456, 5952, 6544, 7280, 8192, 9360, 10912, 13104, 16384, 21840, 32768];

    /// <summary>The number of classes.</summary>
    public static int Count => FirstDivided + Divided.Length;

    /// <summary>The block size of a class in bytes.</summary>
    public static int SizeOf(int sizeClass)
    {
        if (sizeClass < FirstGeometric) return sizeClass + Min;
        if (sizeClass >= FirstDivided) return Divided[sizeClass - FirstDivided];
        var (doubling, step) = Math.DivRem(sizeClass - FirstGeometric, PerDoubling);
        return (FineMax << doubling) + ((step + 1) << (doubling + FineMaxLog - PerDoublingLog));
    }

    /// <summary>The class of the smallest block that holds so many bytes, from 1 to <see cref="SmallMax"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int bytes) => bytes <= FineMax ? Math.Max(bytes - Min, 0) : OfCoarse(bytes);

    static int OfCoarse(int bytes)
    {
        if (bytes > GeometricMax) return OfDivided(bytes);
        var doubling = BitOperations.Log2((uint)(bytes - 1));
        return FirstGeometric + (doubling - FineMaxLog) * PerDoubling
            + ((bytes - 1 - (1 << doubling)) >> (doubling - PerDoublingLog));
    }

    static int OfDivided(int bytes)
    {
        var index = 0;
        while (Divided[index] < bytes) index++;
        return FirstDivided + index;
    }
}
