using AotKv.Memory;
using AotKv.Values.Calls;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// The highest registers of several sketches. Those of a few dense ones are not unfolded but compared as they stand;
/// where one is sparse, or they are many, all are raised into an array. Lives on the stack of one command, during which
/// no dense sketch moves: they are outside the managed heap. Owns the array.
/// </summary>
public unsafe struct SketchMerge(bool useVectors) : IDisposable
{
    /// <summary>The most dense sketches that are not unfolded.</summary>
    const int DenseMax = 8;

    readonly int useVectors = useVectors ? 1 : 0;
    fixed long dense[DenseMax];
    int denseCount;

    /// <summary>A byte for each register, or empty where all sketches are in <see cref="dense"/>.</summary>
    NativeList<byte> raised;

    /// <summary>Whether one of the sketches is dense.</summary>
    public bool HasDense { get; private set; }

    /// <summary>Takes a sketch in; false where its registers are damaged, some being raised then.</summary>
    public bool TryAdd(scoped in HyperLogLog sketch)
    {
        if (!sketch.IsDense) return new SparseRegisters(sketch.Body).TryMergeInto(Raised());
        HasDense = true;
        if (denseCount == DenseMax) Raised();
        fixed (byte* body = sketch.Body[..DenseRegisters.Bytes]) dense[denseCount++] = (long)body;
        return true;
    }

    /// <summary>Estimates how many different elements the sketches speak for, of which there may be none.</summary>
    public long Count()
    {
        if (denseCount + raised.Count == 0) return 0;
        Span<int> histogram = stackalloc int[RegisterHistogram.Length];
        histogram.Clear();
        fixed (int* counts = histogram)
        fixed (long* sources = dense)
        fixed (byte* registers = raised.Count > 0 ? Raised() : default)
        {
            if (registers != null) VectorCalls.CountRaised(registers, counts, useVectors);
            else VectorCalls.CountRegisters((byte**)sources, denseCount, counts, useVectors);
        }
        return CardinalityEstimate.Of(histogram);
    }

    /// <summary>Gives a dense sketch's string the registers, of which it may be a source; forgets its count.</summary>
    public void WriteTo(scoped Span<byte> sketch)
    {
        var registers = sketch[HyperLogLog.HeaderBytes..HyperLogLog.DenseBytes];
        if (raised.Count > 0) DenseRegisters.Pack(Raised(), registers, useVectors != 0);
        else
        {
            fixed (byte* to = registers)
            fixed (long* sources = dense)
                VectorCalls.MergeRegisters(to, (byte**)sources, denseCount, useVectors);
        }
        HyperLogLog.ForgetCount(sketch);
    }

    /// <summary>Raises the registers of a sketch to these.</summary>
    public void WriteTo(scoped ref HyperLogLogDraft draft)
    {
        var registers = Raised();
        for (var register = 0; register < registers.Length; register++)
            if (registers[register] != 0) draft.Raise(register, registers[register]);
        draft.ForgetCount();
    }

    public void Dispose() => raised.Dispose();

    /// <summary>All registers, a byte each, until another sketch is taken in.</summary>
    Span<byte> Raised()
    {
        if (raised.Count == 0)
        {
            raised.EnsureRoom(HyperLogLog.Registers)[..HyperLogLog.Registers].Clear();
            raised.Advance(HyperLogLog.Registers);
        }
        for (var i = 0; i < denseCount; i++)
            DenseRegisters.Raise(new((void*)dense[i], DenseRegisters.Bytes), raised.Span, useVectors != 0);
        denseCount = 0;
        return raised.Span;
    }
}
