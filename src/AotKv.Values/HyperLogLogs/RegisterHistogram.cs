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

    /// <summary>
    /// Counts registers that are a byte each. One pass for each value from 0 on until all are counted: neighbours in
    /// value are frequent, and a pass over 16 KB with vectors is faster than 16384 steps that wait for each other.
    /// </summary>
    public static void OfRegisters(ReadOnlySpan<byte> registers, Span<int> histogram)
    {
        var left = registers.Length;
        for (var value = 0; left > 0 && value < Length; value++)
        {
            histogram[value] = Count(registers, (byte)value);
            left -= histogram[value];
        }
    }

    static int Count(ReadOnlySpan<byte> registers, byte value)
    {
        var wanted = Vector128.Create(value);
        var count = 0;
        while (!registers.IsEmpty)
        {
            ref var start = ref MemoryMarshal.GetReference(registers);
            var bytes = Math.Min(registers.Length / Vector128<byte>.Count, VectorsAtOnce) * Vector128<byte>.Count;
            var counters = Vector128<byte>.Zero;
            for (var at = 0; at < bytes; at += Vector128<byte>.Count)
                counters -= Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)at), wanted);
            var (low, high) = Vector128.Widen(counters);
            count += Vector128.Sum(low + high);
            registers = registers[bytes..];
        }
        return count;
    }
}
