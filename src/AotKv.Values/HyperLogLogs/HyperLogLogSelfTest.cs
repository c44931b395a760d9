using System.Buffers.Binary;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// What PFSELFTEST does: random registers are kept, and ten million elements are counted, dense and sparse alike, with
/// an error of at most six times the expected one. Takes seconds.
/// </summary>
public sealed class HyperLogLogSelfTest(ulong seed, long sparseBytesMax)
{
    const int RegisterRounds = 1000;
    const int Elements = 10_000_000;
    const int RegisterMask = 63;

    readonly byte[] dense = new byte[HyperLogLog.DenseBytes];
    readonly byte[] expected = new byte[HyperLogLog.Registers];

    /// <summary>Runs the test; where it fails, says why.</summary>
    public bool Passes(out string failure)
    {
        failure = FindWrongRegister() ?? FindWrongCount() ?? "";
        return failure.Length == 0;
    }

    string? FindWrongRegister()
    {
        var random = new Random((int)seed);
        var registers = dense.AsSpan(HyperLogLog.HeaderBytes);
        for (var round = 0; round < RegisterRounds; round++)
        {
            random.NextBytes(expected);
            for (var register = 0; register < HyperLogLog.Registers; register++)
            {
                expected[register] &= RegisterMask;
                DenseRegisters.Set(registers, register, expected[register]);
            }
            for (var register = 0; register < HyperLogLog.Registers; register++)
            {
                var value = DenseRegisters.Get(registers, register);
                if (value != expected[register])
                    return $"Register {register} should be {expected[register]} but is {value}";
            }
        }
        return null;
    }

    string? FindWrongCount()
    {
        var registers = dense.AsSpan(HyperLogLog.HeaderBytes);
        registers.Clear();
        HyperLogLog.Empty[..HyperLogLog.HeaderBytes].CopyTo(dense);
        dense[HyperLogLog.EncodingOffset] = HyperLogLog.Dense;
        var draft = new HyperLogLogDraft(HyperLogLog.Empty, sparseBytesMax);
        var checkpoint = 1L;
        string? failure = null;
        Span<byte> element = stackalloc byte[sizeof(ulong)];
        for (var number = 1; number <= Elements && failure is null; number++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(element, (ulong)number ^ seed);
            var (register, rank) = HyperLogLogElement.Of(element);
            if (DenseRegisters.Get(registers, register) < rank) DenseRegisters.Set(registers, register, rank);
            draft.Raise(register, rank);
            if (number != checkpoint) continue;
            failure = FindWrongCount(number, draft);
            checkpoint *= 10;
        }
        draft.Dispose();
        return failure;
    }

    string? FindWrongCount(int number, scoped in HyperLogLogDraft draft)
    {
        if (number < sparseBytesMax / 2 && draft.View.IsDense) return "sparse encoding not used";
        new HyperLogLog(dense).TryCount(useVectors: true, out var count);
        if (!draft.View.TryCount(useVectors: true, out var other) || count != other) return "dense/sparse disagree";
        var error = Math.Abs(number - count);
        var relativeError = 1.04 / Math.Sqrt(HyperLogLog.Registers);
        var errorMax = number == 10 ? 1 : (long)Math.Ceiling(relativeError * 6 * number);
        return error <= errorMax ? null : $"Too big error. card:{number} abserr:{error}";
    }
}
