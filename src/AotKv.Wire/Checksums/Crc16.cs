using System.Buffers.Binary;

namespace AotKv.Wire.Checksums;

/// <summary>
/// CRC-16/XMODEM: polynomial 0x1021, initially 0, nothing reflected. It decides the slot of a key. Eight bytes at a
/// step through eight tables (M. Kounavis and F. Berry, 2005), since keys are short and each request has one.
/// </summary>
public static class Crc16
{
    const int Polynomial = 0x1021;

    // Tables[step * 256 + value]: what a byte leaves behind with step zero bytes after it.
    static readonly ushort[] Tables = MakeTables();

    /// <summary>The checksum of <paramref name="bytes"/>.</summary>
    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        var tables = Tables.AsSpan(0, 8 * 256);
        uint crc = 0;
        while (bytes.Length >= 8)
        {
            var word = BinaryPrimitives.ReadUInt64BigEndian(bytes) ^ (ulong)crc << 48;
            crc = (uint)(tables[7 * 256 + (int)(word >> 56)]
                ^ tables[6 * 256 + (int)(word >> 48 & 0xFF)]
                ^ tables[5 * 256 + (int)(word >> 40 & 0xFF)]
                ^ tables[4 * 256 + (int)(word >> 32 & 0xFF)]
                ^ tables[3 * 256 + (int)(word >> 24 & 0xFF)]
                ^ tables[2 * 256 + (int)(word >> 16 & 0xFF)]
                ^ tables[256 + (int)(word >> 8 & 0xFF)]
                ^ tables[(int)(word & 0xFF)]);
            bytes = bytes[8..];
        }
        foreach (var value in bytes) crc = (crc << 8 & 0xFFFF) ^ tables[(int)(crc >> 8) ^ value];
        return (ushort)crc;
    }

    static ushort[] MakeTables()
    {
        var tables = new ushort[8 * 256];
        for (var value = 0; value < 256; value++)
        {
            var crc = value << 8;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ Polynomial : crc << 1;
            tables[value] = (ushort)crc;
        }
        for (var i = 256; i < tables.Length; i++)
        {
            var before = tables[i - 256];
            tables[i] = (ushort)(before << 8 ^ tables[before >> 8]);
        }
        return tables;
    }
}
