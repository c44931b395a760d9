using AotKv.Values.Calls;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// Merges a few sketches whose registers are all dense, without unfolding them: each register is compared where it
/// stands. Lives on the stack of one command, during which none of the sketches moves: they are outside the managed
/// heap, and it writes to one of them in place.
/// </summary>
public unsafe ref struct DenseMerge
{
    /// <summary>The most sketches at once.</summary>
    public const int SketchesMax = 8;

    fixed long sources[SketchesMax];
    int count;

    /// <summary>Takes a sketch in; false where it is not dense or there are too many.</summary>
    public bool TryAdd(scoped in HyperLogLog sketch)
    {
        if (count == SketchesMax || !sketch.IsDense) return false;
        fixed (byte* body = sketch.Body[..DenseRegisters.Bytes]) sources[count++] = (long)body;
        return true;
    }

    /// <summary>Gives a dense sketch, which may be one of those, the highest registers; forgets its count.</summary>
    public void WriteTo(scoped Span<byte> dense, bool useVectors)
    {
        fixed (byte* to = dense[HyperLogLog.HeaderBytes..HyperLogLog.DenseBytes])
        fixed (long* from = sources)
            VectorCalls.MergeRegisters(to, (byte**)from, count, useVectors ? 1 : 0);
        HyperLogLog.ForgetCount(dense);
    }
}
