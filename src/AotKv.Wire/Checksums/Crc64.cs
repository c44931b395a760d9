using System.Buffers.Binary;

namespace AotKv.Wire.Checksums;

/// <summary>
/// The CRC-64 of D. Jones that RDB files and DUMP payloads end with: polynomial 0xAD93D23594C935A9, reflected,
/// initially 0. Eight bytes at a step through eight tables.
/// </summary>
public static class Crc64
{
    /// <summary>The polynomial with its bits in reverse, as a reflected checksum uses it.</summary>
    const ulong Polynomial = 0x95AC_9329_AC4B_C9B5;

    // Tables[step * 256 + value]: what a byte leaves behind with step zero bytes after it.
    static readonly ulong[] Tables = MakeTables();

    /// <summary>The checksum of <paramref name="bytes"/>.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what gave <paramref name="crc"/> with <paramref name="bytes"/> after it.</summary>
    public static ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
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
