using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
            Count(registers, (byte)value, counts);
            foreach (var count in counts) left -= count;
        }
    }

    /// <summary>How many of the registers, whole vectors of them, have a value and the three above it.</summary>
    static void Count(ReadOnlySpan<byte> registers, byte value, Span<int> counts)
    {
        var first = Vector128.Create(value);
        var second = first + Vector128<byte>.One;
        var third = second + Vector128<byte>.One;
        var fourth = third + Vector128<byte>.One;
        counts.Clear();
        while (!registers.IsEmpty)
        {
            ref var start = ref MemoryMarshal.GetReference(registers);
            var bytes = Math.Min(registers.Length / Vector128<byte>.Count, VectorsAtOnce) * Vector128<byte>.Count;
            Vector128<byte> firsts = default, seconds = default, thirds = default, fourths = default;
            for (var at = 0; at < bytes; at += Vector128<byte>.Count)
            {
                var sixteen = Vector128.LoadUnsafe(ref start, (nuint)at);
                firsts -= Vector128.Equals(sixteen, first);
                seconds -= Vector128.Equals(sixteen, second);
                thirds -= Vector128.Equals(sixteen, third);
                fourths -= Vector128.Equals(sixteen, fourth);
            }
            counts[0] += Sum(firsts);
            counts[1] += Sum(seconds);
            counts[2] += Sum(thirds);
            counts[3] += Sum(fourths);
            registers = registers[bytes..];
        }
    }

    static int Sum(Vector128<byte> counters)
    {
        var (low, high) = Vector128.Widen(counters);
        return Vector128.Sum(low + high);
    }
}
