using System.Buffers.Binary;
using AotKv.Memory;
using AotKv.Wire.Checksums;

namespace AotKv.Wire.Rdb;

/// <summary>The end of a DUMP payload: the version of the format and a checksum over all before. Stateless.</summary>
//  | type, value | version | CRC-64 |
//  |             | 2       | 8      |  both little-endian
public static class DumpFooter
{
    /// <summary>The version that is written: Valkey 9.1's.</summary>
    public const int Version = 80;

    const int ForeignVersionMin = 12;
    const int ForeignVersionMax = 79;
    const int Bytes = sizeof(ushort) + sizeof(ulong);

    /// <summary>Ends a payload.</summary>
    public static void Append(ref NativeList<byte> payload)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(payload.EnsureRoom(Bytes), Version);
        payload.Advance(sizeof(ushort));
        BinaryPrimitives.WriteUInt64LittleEndian(payload.EnsureRoom(Bytes), Crc64.Of(payload.Span));
        payload.Advance(sizeof(ulong));
    }

    /// <summary>
    /// Whether version and checksum of a payload are right. A strict check takes no later version and none that another
    /// product has given out. The value may be read into the footer, as Valkey does where it claims to be that long.
    /// </summary>
    public static bool IsRight(ReadOnlySpan<byte> payload, bool isStrict, out bool isForeign)
    {
        isForeign = false;
        if (payload.Length < Bytes) return false;
        var version = BinaryPrimitives.ReadUInt16LittleEndian(payload[^Bytes..]);
        isForeign = version is >= ForeignVersionMin and <= ForeignVersionMax;
        if (version < 1 || (isStrict && (isForeign || version > Version))) return false;
        return Crc64.Of(payload[..^sizeof(ulong)]) == BinaryPrimitives.ReadUInt64LittleEndian(payload[^8..]);
    }
}
