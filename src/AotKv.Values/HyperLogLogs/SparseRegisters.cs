namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// Reads registers that stand as runs, a <see cref="SparseRun"/> each. A view. The bytes may be damaged: the methods
/// say so by returning false, and never go beyond the registers there are.
/// </summary>
readonly ref struct SparseRegisters(ReadOnlySpan<byte> runs)
{
    readonly ReadOnlySpan<byte> runs = runs;

    /// <summary>Adds the number of registers of each value to a histogram.</summary>
    public bool TryCountInto(Span<int> histogram)
    {
        var register = 0;
        for (var rest = runs; !rest.IsEmpty;)
        {
            var run = SparseRun.Read(rest);
            if (register + run.Length > HyperLogLog.Registers) return false;
            histogram[run.Value] += run.Length;
            register += run.Length;
            rest = rest[Math.Min(run.Bytes, rest.Length)..];
        }
        return register == HyperLogLog.Registers;
    }

    /// <summary>Raises registers, a byte each, to what they are here.</summary>
    public bool TryMergeInto(Span<byte> registers)
    {
        var register = 0;
        for (var rest = runs; !rest.IsEmpty;)
        {
            var run = SparseRun.Read(rest);
            if (register + run.Length > HyperLogLog.Registers) return false;
            if (!run.IsZeros)
            {
                foreach (ref var raised in registers.Slice(register, run.Length))
                    raised = Math.Max(raised, (byte)run.Value);
            }
            register += run.Length;
            rest = rest[Math.Min(run.Bytes, rest.Length)..];
        }
        return register == HyperLogLog.Registers;
    }

    /// <summary>
    /// The run that a register is in; false where there is none that is whole. Every addition walks here over up to
    /// thousands of runs, so this does not go through <see cref="SparseRun.Read"/>.
    /// </summary>
    public bool TryFind(int register, out SparsePlace place)
    {
        int at = 0, previous = -1;
        long first = 0;
        while (at < runs.Length)
        {
            var head = runs[at];
            var bytes = 1;
            int length;
            if (head < SparseRun.LongZeros) length = head + 1;
            else if (head >= SparseRun.NotZero) length = (head & SparseRun.LengthMax - 1) + 1;
            else
            {
                bytes = SparseRun.ZerosBytesMax;
                length = SparseRun.Read(runs[at..]).Length;
            }
            if (register < first + length)
            {
                place = new(at, previous, (int)first, SparseRun.Read(runs[at..]));
                return at + bytes <= runs.Length;
            }
            previous = at;
            at += bytes;
            first += length;
        }
        place = default;
        return false;
    }
}
