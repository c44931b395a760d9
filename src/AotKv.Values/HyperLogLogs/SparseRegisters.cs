using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    /// thousands of runs, so sixteen of a byte each are passed at once, and one is read without
    /// <see cref="SparseRun.Read"/>.
    /// </summary>
    public bool TryFind(int register, out SparsePlace place)
    {
        int at = 0, previous = -1;
        long first = 0;
        ref var start = ref MemoryMarshal.GetReference(runs);
        var isNear = false;
        while (at < runs.Length)
        {
            if (!isNear && at + Vector128<byte>.Count <= runs.Length)
            {
                var (passed, registers) = ShortRuns(Vector128.LoadUnsafe(ref start, (nuint)at));
                isNear = first + registers > register;
                if (passed > 0 && !isNear)
                {
                    first += registers;
                    at += passed;
                    previous = at - 1;
                    if (passed == Vector128<byte>.Count) continue;
                }
            }
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

    /// <summary>How many of the first bytes are runs of one byte, and how many registers those are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (int Bytes, int Registers) ShortRuns(Vector128<byte> heads)
    {
        var kinds = heads & Vector128.Create((byte)(SparseRun.NotZero | SparseRun.LongZeros));
        var longs = Vector128.Equals(kinds, Vector128.Create(SparseRun.LongZeros)).ExtractMostSignificantBits();
        var bytes = longs == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(longs);

        // Each is one register more than its length bits say: the low two where it is not zero, else the low six.
        var isValue = Vector128.GreaterThanOrEqual(heads, Vector128.Create(SparseRun.NotZero));
        var lengths = heads & Vector128.ConditionalSelect(
            isValue, Vector128.Create((byte)(SparseRun.LengthMax - 1)), Vector128.Create((byte)0x3F));
        lengths &= Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)bytes));
        if (!Sse2.IsSupported)
        {
            var (low, high) = Vector128.Widen(lengths);
            return (bytes, bytes + Vector128.Sum(low + high));
        }
        var sums = Sse2.SumAbsoluteDifferences(lengths, Vector128<byte>.Zero);
        return (bytes, bytes + sums[0] + sums[4]);
    }
}
