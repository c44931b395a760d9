using AotKv.Memory;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// A sketch that is being changed, beside the string it came from: nothing is copied until something changes. Sparse
/// registers become dense at Valkey's points, and their runs are split and merged as Valkey does it, so that the bytes
/// are the same. Lives on the stack; owns its copy.
/// </summary>
public ref struct HyperLogLogDraft(ReadOnlySpan<byte> sketch, long sparseBytesMax) : IDisposable
{
    /// <summary>How many runs are looked at for merging after a change.</summary>
    const int MergedRunsMax = 5;

    /// <summary>What a run becomes at most when a register in its middle is raised.</summary>
    const int SplitBytesMax = 2 * SparseRun.ZerosBytesMax + 1;

    readonly ReadOnlySpan<byte> original = sketch;
    readonly long sparseBytesMax = sparseBytesMax;
    NativeList<byte> copy;

    /// <summary>Whether it differs from the string it came from.</summary>
    public readonly bool IsChanged => copy.Count > 0;

    /// <summary>The sketch as it is now.</summary>
    public readonly HyperLogLog View => new(IsChanged ? copy.Span : original);

    public void Dispose() => copy.Dispose();

    /// <summary>Adds an element.</summary>
    public RegisterChange Add(scoped ReadOnlySpan<byte> element)
    {
        var (register, rank) = HyperLogLogElement.Of(element);
        return Raise(register, rank);
    }

    /// <summary>Raises a register, where it is lower.</summary>
    public RegisterChange Raise(int register, int value) =>
        View.IsDense ? RaiseDense(register, value) : RaiseSparse(register, value);

    /// <summary>Says that the count kept in the sketch holds no longer.</summary>
    public void ForgetCount() => HyperLogLog.ForgetCount(Copied());

    /// <summary>Makes the registers dense; false where they are damaged.</summary>
    public bool TryMakeDense()
    {
        var view = View;
        if (view.IsDense) return true;
        Span<byte> registers = stackalloc byte[HyperLogLog.Registers];
        registers.Clear();
        if (!new SparseRegisters(view.Body).TryMergeInto(registers)) return false;
        var bytes = Copied();
        if (bytes.Length < HyperLogLog.DenseBytes)
        {
            copy.EnsureRoom(HyperLogLog.DenseBytes - bytes.Length);
            copy.Advance(HyperLogLog.DenseBytes - bytes.Length);
        }
        copy.Truncate(HyperLogLog.DenseBytes);
        copy[HyperLogLog.EncodingOffset] = HyperLogLog.Dense;
        DenseRegisters.Pack(registers, copy.Span[HyperLogLog.HeaderBytes..], useVectors: true);
        return true;
    }

    RegisterChange RaiseDense(int register, int value)
    {
        if (DenseRegisters.Get(View.Body, register) >= value) return RegisterChange.None;
        DenseRegisters.Set(Copied()[HyperLogLog.HeaderBytes..], register, value);
        return RegisterChange.Raised;
    }

    RegisterChange RaiseSparse(int register, int value)
    {
        if (value > SparseRun.ValueMax) return RaiseMadeDense(register, value);
        if (!new SparseRegisters(View.Body).TryFind(register, out var place)) return RegisterChange.Damaged;
        if (place.Run.Value >= value) return RegisterChange.None;

        Span<byte> runs = stackalloc byte[SplitBytesMax];
        runs = runs[..Split(place, register, value, runs)];
        var growth = runs.Length - place.Run.Bytes;
        if (growth > 0 && View.Bytes.Length + growth > sparseBytesMax) return RaiseMadeDense(register, value);
        Splice(HyperLogLog.HeaderBytes + place.Offset, place.Run.Bytes, runs);
        MergeRuns(HyperLogLog.HeaderBytes + Math.Max(place.Previous, 0));
        ForgetCount();
        return RegisterChange.Raised;
    }

    /// <summary>
    /// What stands for a run when one of its registers is raised: what is before, itself, what is behind.
    /// </summary>
    static int Split(in SparsePlace place, int register, int value, Span<byte> to)
    {
        var before = register - place.FirstRegister;
        var behind = place.Run.Length - 1 - before;
        var used = 0;
        if (before > 0) used += WriteRun(to, place.Run.Value, before);
        to[used++] = SparseRun.OfValue(value, length: 1);
        if (behind > 0) used += WriteRun(to[used..], place.Run.Value, behind);
        return used;
    }

    static int WriteRun(Span<byte> to, int value, int length)
    {
        if (value == 0) return SparseRun.WriteZeros(to, length);
        to[0] = SparseRun.OfValue(value, length);
        return 1;
    }

    RegisterChange RaiseMadeDense(int register, int value)
    {
        if (!TryMakeDense()) return RegisterChange.Damaged;
        DenseRegisters.Set(copy.Span[HyperLogLog.HeaderBytes..], register, value);
        return RegisterChange.Raised;
    }

    /// <summary>Puts bytes in the place of others; what follows moves.</summary>
    void Splice(int offset, int oldBytes, scoped ReadOnlySpan<byte> bytes)
    {
        var length = Copied().Length;
        var growth = bytes.Length - oldBytes;
        if (growth > 0)
        {
            copy.EnsureRoom(growth);
            copy.Advance(growth);
        }
        copy.Span[(offset + oldBytes)..length].CopyTo(copy.Span[(offset + bytes.Length)..]);
        if (growth < 0) copy.Truncate(length + growth);
        bytes.CopyTo(copy.Span[offset..]);
    }

    /// <summary>Makes one run of two neighbours of the same value, where one can hold both.</summary>
    void MergeRuns(int offset)
    {
        for (var left = MergedRunsMax; left > 0 && offset < copy.Count; left--)
        {
            var run = SparseRun.Read(copy.Span[offset..]);
            var next = offset + run.Bytes;
            if (!run.IsZeros && next < copy.Count)
            {
                var neighbour = SparseRun.Read(copy.Span[next..]);
                var length = run.Length + neighbour.Length;
                if (neighbour.Value == run.Value && length <= SparseRun.LengthMax)
                {
                    // The merged run may merge again with what follows.
                    Splice(offset, oldBytes: 2, [SparseRun.OfValue(run.Value, length)]);
                    continue;
                }
            }
            offset = next;
        }
    }

    Span<byte> Copied()
    {
        if (!IsChanged) copy.AddRange(original);
        return copy.Span;
    }
}
