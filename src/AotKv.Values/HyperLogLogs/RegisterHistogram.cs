using AotKv.Values.Calls;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// How many registers have each value: an element for each of the 64 values that six bits have. native/sketches.c
/// counts. Stateless.
/// </summary>
static unsafe class RegisterHistogram
{
    /// <summary>Values have six bits.</summary>
    public const int Length = 64;

    /// <summary>Adds dense registers, packed, to a histogram.</summary>
    public static void AddDense(ReadOnlySpan<byte> dense, Span<int> histogram, bool useVectors)
    {
        fixed (byte* from = dense[..DenseRegisters.Bytes])
        fixed (int* counts = histogram[..Length])
            VectorCalls.CountRegisters(&from, count: 1, counts, useVectors ? 1 : 0);
    }

    /// <summary>Adds registers that are a byte each, and below 64, to a histogram.</summary>
    public static void AddRaised(ReadOnlySpan<byte> registers, Span<int> histogram, bool useVectors)
    {
        fixed (byte* from = registers[..HyperLogLog.Registers])
        fixed (int* counts = histogram[..Length])
            VectorCalls.CountRaised(from, counts, useVectors ? 1 : 0);
    }
}
