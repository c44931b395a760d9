namespace AotKv.Values.HyperLogLogs;

/// <summary>Registers that are a byte each: those of several sketches, merged. Stateless.</summary>
public static class RegisterArray
{
    /// <summary>Whether the processor has the vectors that sketches are read with.</summary>
    public static bool HasVectors => DenseRegisters.HasVectors;

    /// <summary>Estimates how many different elements registers speak for.</summary>
    public static long Count(ReadOnlySpan<byte> registers)
    {
        Span<int> histogram = stackalloc int[RegisterHistogram.Length];
        histogram.Clear();
        RegisterHistogram.OfRegisters(registers, histogram);
        return CardinalityEstimate.Of(histogram);
    }

    /// <summary>One register of a dense sketch.</summary>
    public static int Of(HyperLogLog dense, int register) => DenseRegisters.Get(dense.Body, register);
}
