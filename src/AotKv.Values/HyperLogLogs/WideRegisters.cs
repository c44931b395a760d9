using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// What <see cref="DenseRegisters"/> does, in vectors of 32 bytes: 32 registers of a sketch, 24 bytes, at once.
/// Stateless. Only for processors with AVX2, which the build's baseline has not: the caller asks once a call.
/// </summary>
static class WideRegisters
{
    /// <summary>The bytes that are expanded or packed together, half of them in each half of the vector.</summary>
    const int PackedBytes = 24;
    const int HalfPackedBytes = PackedBytes / 2;

    /// <summary>Whole vectors are read and written: so much must be left from where one begins.</summary>
    const int TouchedBytes = HalfPackedBytes + 16;

    /// <summary>As many as do not read beyond the end; returns how many registers that were.</summary>
    public static int Expand(ReadOnlySpan<byte> dense, Span<byte> registers)
    {
        ref var from = ref MemoryMarshal.GetReference(dense);
        ref var to = ref MemoryMarshal.GetReference(registers[..HyperLogLog.Registers]);
        var done = 0;
        for (var at = 0; at + TouchedBytes <= dense.Length; at += PackedBytes)
        {
            Spread(ref from, at).StoreUnsafe(ref to, (nuint)done);
            done += Vector256<byte>.Count;
        }
        return done;
    }

    /// <summary>As <see cref="Expand"/>, for registers that are raised.</summary>
    public static int Raise(ReadOnlySpan<byte> dense, Span<byte> registers)
    {
        ref var from = ref MemoryMarshal.GetReference(dense);
        ref var to = ref MemoryMarshal.GetReference(registers[..HyperLogLog.Registers]);
        var done = 0;
        for (var at = 0; at + TouchedBytes <= dense.Length; at += PackedBytes)
        {
            var raised = Avx2.Max(Spread(ref from, at), Vector256.LoadUnsafe(ref to, (nuint)done));
            raised.StoreUnsafe(ref to, (nuint)done);
            done += Vector256<byte>.Count;
        }
        return done;
    }

    /// <summary>
    /// As many as do not write beyond the end, where four bytes too many are written and then overwritten; returns how
    /// many registers that were.
    /// </summary>
    public static int Pack(ReadOnlySpan<byte> registers, Span<byte> dense)
    {
        var groups = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
        var bothGroups = Vector256.Create(groups, groups);
        ref var from = ref MemoryMarshal.GetReference(registers[..HyperLogLog.Registers]);
        ref var to = ref MemoryMarshal.GetReference(dense);

        // Each pair of registers becomes 12 bits, low * 1 + high * 64; then each pair of pairs 24.
        var pairs = Vector256.Create((ushort)0x4001).AsSByte();
        var pairsOfPairs = Vector256.Create(0x1000_0001).AsInt16();
        var done = 0;
        for (var at = 0; at + TouchedBytes <= dense.Length; at += PackedBytes)
        {
            var twelve = Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref from, (nuint)done), pairs);
            var twentyFour = Avx2.MultiplyAddAdjacent(twelve, pairsOfPairs);
            var packed = Avx2.Shuffle(twentyFour.AsByte(), bothGroups);
            packed.GetLower().StoreUnsafe(ref to, (nuint)at);
            packed.GetUpper().StoreUnsafe(ref to, (nuint)(at + HalfPackedBytes));
            done += Vector256<byte>.Count;
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Spread(ref byte from, int at)
    {
        var groups = Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255);
        var bytes = Vector256.Create(
            Vector128.LoadUnsafe(ref from, (nuint)at),
            Vector128.LoadUnsafe(ref from, (nuint)(at + HalfPackedBytes)));
        var packed = Avx2.Shuffle(bytes, Vector256.Create(groups, groups)).AsUInt32();
        var even = Avx2.Or(
            Avx2.And(packed, Vector256.Create(0x3Fu)),
            Avx2.And(Avx2.ShiftLeftLogical(packed, 4), Vector256.Create(0x3F0000u)));
        var odd = Avx2.Or(
            Avx2.And(Avx2.ShiftLeftLogical(packed, 2), Vector256.Create(0x3F00u)),
            Avx2.And(Avx2.ShiftLeftLogical(packed, 6), Vector256.Create(0x3F000000u)));
        return Avx2.Or(even, odd).AsByte();
    }
}
