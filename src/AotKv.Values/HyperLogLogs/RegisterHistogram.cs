using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AotKv.Values.HyperLogLogs;

/// <summary>How many registers have each value. Stateless.</summary>
static class RegisterHistogram
{
    /// <summary>Values have six bits.</summary>
    public const int Length = 64;

    /// <summary>So many vectors are counted before a byte of the counters could overflow.</summary>
    const int VectorsAtOnce = 255;

    /// <summary>So many neighbouring values are counted in a pass: each register is read once for them.</summary>
    const int ValuesAtOnce = 4;

    /// <summary>
    /// Counts registers that are a byte each. One pass for four values from 0 on until all are counted: neighbours in
    /// value are frequent, and a pass over 16 KB with vectors is faster than 16384 steps that wait for each other.
    /// </summary>
    public static void OfRegisters(ReadOnlySpan<byte> registers, Span<int> histogram)
    {
        var left = registers.Length;
        for (var value = 0; left > 0 && value < Length; value += ValuesAtOnce)
        {
            var counts = histogram.Slice(value, ValuesAtOnce);
            if (Avx2.IsSupported) CountWide(registers, (byte)value, counts);
            else Count(registers, (byte)value, counts);
            foreach (var count in counts) left -= count;
        }
    }

    /// <summary>How many of the registers, whole vectors of them, have a value and the three above it.</summary>
    static void Count(ReadOnlySpan<byte> registers, byte value, Span<int> counts)
    {
        var wanted = Vector128.Create(value);
        var one = Vector128<byte>.One;
        counts.Clear();
        while (!registers.IsEmpty)
        {
            ref var start = ref MemoryMarshal.GetReference(registers);
            var bytes = Math.Min(registers.Length / Vector128<byte>.Count, VectorsAtOnce) * Vector128<byte>.Count;
            Vector128<byte> first = default, second = default, third = default, fourth = default;
            for (var at = 0; at < bytes; at += Vector128<byte>.Count)
            {
                var above = Vector128.LoadUnsafe(ref start, (nuint)at) - wanted;
                first -= Vector128.Equals(above, default);
                second -= Vector128.Equals(above, one);
                third -= Vector128.Equals(above, one + one);
                fourth -= Vector128.Equals(above, one + one + one);
            }
            counts[0] += Sum(first);
            counts[1] += Sum(second);
            counts[2] += Sum(third);
            counts[3] += Sum(fourth);
            registers = registers[bytes..];
        }
    }

    /// <summary>As <see cref="Count"/>, in registers of 32 bytes.</summary>
    static void CountWide(ReadOnlySpan<byte> registers, byte value, Span<int> counts)
    {
        var wanted = Vector256.Create(value);
        var one = Vector256.Create((byte)1);
        var two = Vector256.Create((byte)2);
        var three = Vector256.Create((byte)3);
        counts.Clear();
        while (!registers.IsEmpty)
        {
            ref var start = ref MemoryMarshal.GetReference(registers);
            var bytes = Math.Min(registers.Length / Vector256<byte>.Count, VectorsAtOnce) * Vector256<byte>.Count;
            Vector256<byte> first = default, second = default, third = default, fourth = default;
            for (var at = 0; at < bytes; at += Vector256<byte>.Count)
            {
                var above = Avx2.Subtract(Vector256.LoadUnsafe(ref start, (nuint)at), wanted);
                first = Avx2.Subtract(first, Avx2.CompareEqual(above, Vector256<byte>.Zero));
                second = Avx2.Subtract(second, Avx2.CompareEqual(above, one));
                third = Avx2.Subtract(third, Avx2.CompareEqual(above, two));
                fourth = Avx2.Subtract(fourth, Avx2.CompareEqual(above, three));
            }
            counts[0] += Sum(first.GetLower()) + Sum(first.GetUpper());
            counts[1] += Sum(second.GetLower()) + Sum(second.GetUpper());
            counts[2] += Sum(third.GetLower()) + Sum(third.GetUpper());
            counts[3] += Sum(fourth.GetLower()) + Sum(fourth.GetUpper());
            registers = registers[bytes..];
        }
    }

    static int Sum(Vector128<byte> counters)
    {
        var (low, high) = Vector128.Widen(counters);
        return Vector128.Sum(low + high);
    }
}
