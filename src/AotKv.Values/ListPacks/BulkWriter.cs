using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AotKv.Wire.Resp;

namespace AotKv.Values.ListPacks;

/// <summary>
/// Writes items of a listpack one behind the other as bulk strings, into the room of a reply: one loop for the header,
/// the text and the line end of short texts, which nearly all are. Stateless.
/// </summary>
static unsafe class BulkWriter
{
    /// <summary>A header, a short text, copied in whole vectors, and a line end.</summary>
    public const int RoomMin = 5 + TextRoom + 2;

    const int TextRoom = 64;
    const int BackLength = 1;
    const ushort LineEnd = 0x0A0D;

    /// <summary>
    /// Writes up to <paramref name="count"/> items from a position on, as far as there is room, and says how many
    /// bytes that took. The position is then that of the next item, or the end.
    /// </summary>
    public static int Write(ReadOnlySpan<byte> pack, ref int position, ref long count, Span<byte> room)
    {
        fixed (byte* start = pack, to = room)
        {
            var end = start + pack.Length;
            var from = start + position;
            var at = to;
            var last = to + room.Length - RoomMin;
            while (count > 0 && at <= last && from < end - 1)
            {
                if ((*from & 0xC0) == 0x80)
                {
                    var length = *from & 0x3F;
                    if (length + 1 + BackLength > end - 1 - from) ThrowDamaged();
                    at = WriteHeader(at, length);
                    if (end - from > TextRoom) CopyVectors(from + 1, at, length);
                    else Unsafe.CopyBlockUnaligned(at, from + 1, (uint)length);
                    at += length;
                    Unsafe.WriteUnaligned(at, LineEnd);
                    at += sizeof(ushort);
                    from += length + 1 + BackLength;
                }
                else if (!TryWriteOther(pack, ref from, start, ref at, to + room.Length))
                {
                    break;
                }
                count--;
            }
            position = (int)(from - start);
            return (int)(at - to);
        }
    }

    /// <summary>The lines before texts of up to 99 bytes; writes eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static byte* WriteHeader(byte* at, int length)
    {
        Debug.Assert(length < 100);
        var tens = (uint)length * 205 >> 11;
        var ones = (uint)length - tens * 10;
        if (tens == 0)
        {
            Unsafe.WriteUnaligned(at, '$' | (ulong)(ones + '0') << 8 | 0x0A0D_0000UL);
            return at + 4;
        }
        Unsafe.WriteUnaligned(at, '$' | (ulong)(tens + '0') << 8 | (ulong)(ones + '0') << 16 | 0x0A_0D00_0000UL);
        return at + 5;
    }

    /// <summary>Copies whole vectors: the bytes behind the text are there to read and free to be written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CopyVectors(byte* from, byte* to, int length)
    {
        Vector128.Load(from).Store(to);
        for (var copied = Vector128<byte>.Count; copied < length; copied += Vector128<byte>.Count)
            Vector128.Load(from + copied).Store(to + copied);
    }

    /// <summary>A number or a long text; false where there is no room for it.</summary>
    static bool TryWriteOther(ReadOnlySpan<byte> pack, ref byte* from, byte* start, ref byte* at, byte* end)
    {
        var list = new ListPack(pack);
        var position = (int)(from - start);
        var item = list.Read(position);
        var room = new Span<byte>(at, (int)(end - at));
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        var text = item.AsSpan(scratch);
        if (text.Length + RespFormat.HeaderBytesMax + 2 > room.Length) return false;
        at += RespFormat.WriteBulk(room, text);
        from = start + list.After(position);
        return true;
    }

    static void ThrowDamaged() => throw new InvalidOperationException("A listpack entry ends behind its listpack.");
}
