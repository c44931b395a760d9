using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AotKv.Wire.Checksums;

/// <summary>
/// The CRC-64 of D. Jones that RDB files and DUMP payloads end with: polynomial 0xAD93D23594C935A9, reflected,
/// initially 0. Long runs are folded by carry-less multiplication (V. Gopal and others, Intel, 2009), 64 bytes at a
/// step; the rest, and other machines, go through eight tables.
/// </summary>
public static class Crc64
{
    /// <summary>The polynomial with its bits in reverse, as a reflected checksum uses it.</summary>
    const ulong Polynomial = 0x95AC_9329_AC4B_C9B5;

    const int FoldedBytesMin = 256;

    // Tables[step * 256 + value]: what a byte leaves behind with step zero bytes after it.
    static readonly ulong[] Tables = MakeTables();

    // What the two halves of 16 bytes are multiplied by to move them 64 or 16 bytes on. A product of two reflected
    // numbers comes out one bit too low, so each power is one less than the distance.
    static readonly Vector128<ulong> Fold64 = Vector128.Create(PowerOfX(512 + 63), PowerOfX(512 - 1));
    static readonly Vector128<ulong> Fold16 = Vector128.Create(PowerOfX(128 + 63), PowerOfX(128 - 1));

    /// <summary>The checksum of <paramref name="bytes"/>.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what gave <paramref name="crc"/> with <paramref name="bytes"/> after it.</summary>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        if (Pclmulqdq.IsSupported && bytes.Length >= FoldedBytesMin)
        {
            var folded = bytes.Length & ~63;
            crc = Fold(crc, bytes[..folded]);
            bytes = bytes[folded..];
        }
        return AppendByTables(crc, bytes);
    }

    static ulong AppendByTables(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var tables = Tables.AsSpan(0, 8 * 256);
        while (bytes.Length >= 8)
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = tables[7 * 256 + (int)(crc & 0xFF)]
                ^ tables[6 * 256 + (int)(crc >> 8 & 0xFF)]
                ^ tables[5 * 256 + (int)(crc >> 16 & 0xFF)]
                ^ tables[4 * 256 + (int)(crc >> 24 & 0xFF)]
                ^ tables[3 * 256 + (int)(crc >> 32 & 0xFF)]
                ^ tables[2 * 256 + (int)(crc >> 40 & 0xFF)]
                ^ tables[256 + (int)(crc >> 48 & 0xFF)]
                ^ tables[(int)(crc >> 56)];
            bytes = bytes[8..];
        }
        foreach (var value in bytes) crc = crc >> 8 ^ tables[(int)(crc & 0xFF) ^ value];
        return crc;
    }

    /// <summary>
    /// Four lanes of 16 bytes, each moved on by 64 bytes and added to what is there, until 16 bytes are left that have
    /// the same checksum as all. The length is a multiple of 64.
    /// </summary>
    static ulong Fold(ulong crc, ReadOnlySpan<byte> bytes)
    {
        var (move64, move16) = (Fold64, Fold16);
        var lane0 = Load(bytes, 0) ^ Vector128.CreateScalar(crc);
        var lane1 = Load(bytes, 16);
        var lane2 = Load(bytes, 32);
        var lane3 = Load(bytes, 48);
        for (bytes = bytes[64..]; bytes.Length >= 64; bytes = bytes[64..])
        {
            lane0 = Move(lane0, move64) ^ Load(bytes, 0);
            lane1 = Move(lane1, move64) ^ Load(bytes, 16);
            lane2 = Move(lane2, move64) ^ Load(bytes, 32);
            lane3 = Move(lane3, move64) ^ Load(bytes, 48);
        }
        var all = Move(lane0, move16) ^ lane1;
        all = Move(all, move16) ^ lane2;
        all = Move(all, move16) ^ lane3;
        Span<byte> rest = stackalloc byte[16];
        all.AsByte().CopyTo(rest);
        return AppendByTables(0, rest);
    }

    static Vector128<ulong> Load(ReadOnlySpan<byte> bytes, int offset) =>
        Vector128.Create(bytes.Slice(offset, 16)).AsUInt64();

    static Vector128<ulong> Move(Vector128<ulong> lane, Vector128<ulong> powers) =>
        Pclmulqdq.CarrylessMultiply(lane, powers, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, powers, 0x11);

    /// <summary>A power of x modulo the polynomial, reflected: the top bit is 1.</summary>
    static ulong PowerOfX(int exponent)
    {
        var power = 1UL << 63;
        for (; exponent > 0; exponent--) power = (power & 1) != 0 ? power >> 1 ^ Polynomial : power >> 1;
        return power;
    }

    static ulong[] MakeTables()
    {
        var tables = new ulong[8 * 256];
        for (var value = 0; value < 256; value++)
        {
            var crc = (ulong)value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ Polynomial : crc >> 1;
            tables[value] = crc;
        }
        for (var i = 256; i < tables.Length; i++) tables[i] = tables[i - 256] >> 8 ^ tables[tables[i - 256] & 0xFF];
        return tables;
    }
}
