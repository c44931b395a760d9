using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// Registers of six bits each, one behind the other from the lowest bit of each byte on; and the same as a byte each,
/// which is how they are worked with. Stateless.
/// </summary>
//  byte    0        1        2        3
//  bits    11000000 22221111 33333322 55444444     (a digit is the number of the register that the bit is of)
static class DenseRegisters
{
    public const int Bytes = HyperLogLog.Registers * Bits / 8;

    const int Bits = 6;
    const int Mask = (1 << Bits) - 1;

    /// <summary>Four registers share three bytes.</summary>
    const int GroupRegisters = 4;
    const int GroupBytes = 3;

    /// <summary>Sixteen registers, the first twelve of sixteen bytes, are expanded or packed together.</summary>
    const int VectorBytes = 12;

    /// <summary>Whether the processor can move bytes about in a vector.</summary>
    public static bool HasVectors => Ssse3.IsSupported || AdvSimd.Arm64.IsSupported;

    public static int Get(ReadOnlySpan<byte> dense, int register)
    {
        var bit = register * Bits;
        var at = bit >> 3;
        var both = dense[at] | (at + 1 < dense.Length ? dense[at + 1] << 8 : 0);
        return both >> (bit & 7) & Mask;
    }

    public static void Set(Span<byte> dense, int register, int value)
    {
        var bit = register * Bits;
        var at = bit >> 3;
        var shift = bit & 7;
        dense[at] = (byte)(dense[at] & ~(Mask << shift) | value << shift);
        if (shift <= 8 - Bits) return;
        dense[at + 1] = (byte)(dense[at + 1] & ~(Mask >> 8 - shift) | value >> 8 - shift);
    }

    /// <summary>Writes each register to a byte.</summary>
    public static void Expand(ReadOnlySpan<byte> dense, Span<byte> registers, bool useVectors)
    {
        var done = useVectors && HasVectors ? ExpandByVectors(dense, registers) : 0;
        for (var group = done / GroupRegisters; group < HyperLogLog.Registers / GroupRegisters; group++)
        {
            var from = dense.Slice(group * GroupBytes, GroupBytes);
            var packed = (uint)(from[0] | from[1] << 8 | from[2] << 16);
            BinaryPrimitives.WriteUInt32LittleEndian(registers[(group * GroupRegisters)..], Spread(packed));
        }
    }

    /// <summary>Raises registers, a byte each, to those that stand here.</summary>
    public static void Raise(ReadOnlySpan<byte> dense, Span<byte> registers, bool useVectors)
    {
        var done = useVectors && HasVectors ? RaiseByVectors(dense, registers) : 0;
        for (var register = done; register < HyperLogLog.Registers; register++)
            registers[register] = Math.Max(registers[register], (byte)Get(dense, register));
    }

    /// <summary>Packs registers, a byte each, to six bits each.</summary>
    public static void Pack(ReadOnlySpan<byte> registers, Span<byte> dense, bool useVectors)
    {
        var done = useVectors && HasVectors ? PackByVectors(registers, dense) : 0;
        for (var group = done / GroupRegisters; group < HyperLogLog.Registers / GroupRegisters; group++)
        {
            var four = BinaryPrimitives.ReadUInt32LittleEndian(registers[(group * GroupRegisters)..]);
            var packed = four & 0x3F | four >> 2 & 0xFC0 | four >> 4 & 0x3F000 | four >> 6 & 0xFC0000;
            var to = dense.Slice(group * GroupBytes, GroupBytes);
            to[0] = (byte)packed;
            to[1] = (byte)(packed >> 8);
            to[2] = (byte)(packed >> 16);
        }
    }

    static uint Spread(uint packed) =>
        packed & 0x3F | packed << 2 & 0x3F00 | packed << 4 & 0x3F0000 | packed << 6 & 0x3F000000;

    /// <summary>As many as do not read beyond the end; returns how many registers that were.</summary>
    static int ExpandByVectors(ReadOnlySpan<byte> dense, Span<byte> registers)
    {
        ref var from = ref MemoryMarshal.GetReference(dense);
        ref var to = ref MemoryMarshal.GetReference(registers[..HyperLogLog.Registers]);
        var done = 0;
        for (var at = 0; at + Vector128<byte>.Count <= dense.Length; at += VectorBytes)
        {
            Spread(Vector128.LoadUnsafe(ref from, (nuint)at)).StoreUnsafe(ref to, (nuint)done);
            done += Vector128<byte>.Count;
        }
        return done;
    }

    /// <summary>As <see cref="ExpandByVectors"/>, for registers that are raised.</summary>
    static int RaiseByVectors(ReadOnlySpan<byte> dense, Span<byte> registers)
    {
        ref var from = ref MemoryMarshal.GetReference(dense);
        ref var to = ref MemoryMarshal.GetReference(registers[..HyperLogLog.Registers]);
        var done = 0;
        for (var at = 0; at + Vector128<byte>.Count <= dense.Length; at += VectorBytes)
        {
            var raised = Spread(Vector128.LoadUnsafe(ref from, (nuint)at));
            Vector128.Max(raised, Vector128.LoadUnsafe(ref to, (nuint)done)).StoreUnsafe(ref to, (nuint)done);
            done += Vector128<byte>.Count;
        }
        return done;
    }

    /// <summary>
    /// Sixteen registers of twelve bytes. Each three bytes become two words, of bytes 0 and 1 and of bytes 1 and 2,
    /// with two registers in each; products with powers of two shift each word by as much as it needs (Mula's base64
    /// does the same).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> Spread(Vector128<byte> bytes)
    {
        if (!Ssse3.IsSupported) return SpreadByShifts(bytes);
        var pairs = Vector128.Create((byte)0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11);
        var words = Ssse3.Shuffle(bytes, pairs).AsUInt16();
        var odd = Sse2.MultiplyHigh(words & Vector128.Create(0xFC00_0FC0).AsUInt16(),
            Vector128.Create(0x0040_0400).AsUInt16());
        var even = Sse2.MultiplyLow(words & Vector128.Create(0x03F0_003F).AsUInt16(),
            Vector128.Create(0x0010_0100).AsUInt16());
        var swapped = Vector128.Create((byte)1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
        return Ssse3.Shuffle((odd | even).AsByte(), swapped);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> SpreadByShifts(Vector128<byte> bytes)
    {
        var groups = Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255);
        var packed = Shuffle(bytes, groups).AsUInt32();
        var spread = packed & Vector128.Create(0x3Fu)
            | packed << 2 & Vector128.Create(0x3F00u)
            | packed << 4 & Vector128.Create(0x3F0000u)
            | packed << 6 & Vector128.Create(0x3F000000u);
        return spread.AsByte();
    }

    /// <summary>
    /// As many as do not write beyond the end, where four bytes too many are written and then overwritten; returns how
    /// many registers that were.
    /// </summary>
    static int PackByVectors(ReadOnlySpan<byte> registers, Span<byte> dense)
    {
        var groups = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
        ref var from = ref MemoryMarshal.GetReference(registers[..HyperLogLog.Registers]);
        ref var to = ref MemoryMarshal.GetReference(dense);
        var done = 0;
        for (var at = 0; at + Vector128<byte>.Count <= dense.Length; at += VectorBytes)
        {
            var packed = JoinFour(Vector128.LoadUnsafe(ref from, (nuint)done));
            Shuffle(packed, groups).StoreUnsafe(ref to, (nuint)at);
            done += Vector128<byte>.Count;
        }
        return done;
    }

    /// <summary>Each four registers in the lower three of their four bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> JoinFour(Vector128<byte> registers)
    {
        if (Ssse3.IsSupported)
        {
            // A pair of registers is low * 1 + high * 64, a pair of pairs low * 1 + high * 4096.
            var pairs = Ssse3.MultiplyAddAdjacent(registers, Vector128.Create((ushort)0x4001).AsSByte());
            return Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(0x1000_0001).AsInt16()).AsByte();
        }
        var four = registers.AsUInt32();
        return (four & Vector128.Create(0x3Fu)
            | four >>> 2 & Vector128.Create(0xFC0u)
            | four >>> 4 & Vector128.Create(0x3F000u)
            | four >>> 6 & Vector128.Create(0xFC0000u)).AsByte();
    }

    /// <summary>Bytes by their places; a place of 255 gives 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> Shuffle(Vector128<byte> bytes, Vector128<byte> places) => Ssse3.IsSupported
        ? Ssse3.Shuffle(bytes, places) : AdvSimd.Arm64.VectorTableLookup(bytes, places);
}
