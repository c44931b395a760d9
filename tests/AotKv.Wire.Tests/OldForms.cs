using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace AotKv.Wire.Tests;

/// <summary>Writes ziplists and zipmaps as versions of Redis did that are no longer here to ask. Stateless.</summary>
static class OldForms
{
    /// <summary>A ziplist of texts; those that are integers become integers of the fewest bytes.</summary>
    public static byte[] ZipList(IReadOnlyList<byte[]> texts)
    {
        var list = new List<byte>(new byte[10]);
        var last = list.Count;
        var distance = 0;
        foreach (var text in texts)
        {
            last = list.Count;
            if (distance < 254) list.Add((byte)distance);
            else list.AddRange([254, .. Little(distance, 4)]);
            list.AddRange(Item(text));
            distance = list.Count - last;
        }
        list.Add(255);
        byte[] bytes = [.. list];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), last);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)Math.Min(texts.Count, 65535));
        return bytes;
    }

    /// <summary>A zipmap of fields and values in turn, each value with so many unused bytes behind it.</summary>
    public static byte[] ZipMap(IReadOnlyList<byte[]> texts, byte unused)
    {
        var map = new List<byte> { (byte)Math.Min(texts.Count / 2, 254) };
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Length < 254) map.Add((byte)texts[i].Length);
            else map.AddRange([254, .. Little(texts[i].Length, 4)]);
            if (i % 2 == 1) map.Add(unused);
            map.AddRange(texts[i]);
            if (i % 2 == 1) map.AddRange(new byte[unused]);
        }
        map.Add(255);
        return [.. map];
    }

    static byte[] Item(byte[] text)
    {
        if (IsInteger(text, out var number)) return Integer(number);
        return text.Length switch
        {
            < 1 << 6 => [(byte)text.Length, .. text],
            < 1 << 14 => [(byte)(0x40 | text.Length >> 8), (byte)text.Length, .. text],
            _ => [0x80, .. Little(text.Length, 4).Reverse(), .. text],
        };
    }

    static byte[] Integer(long number) => number switch
    {
        >= 0 and <= 12 => [(byte)(0xF1 + number)],
        >= sbyte.MinValue and <= sbyte.MaxValue => [0xFE, .. Little(number, 1)],
        >= short.MinValue and <= short.MaxValue => [0xC0, .. Little(number, 2)],
        >= -(1 << 23) and < 1 << 23 => [0xF0, .. Little(number, 3)],
        >= int.MinValue and <= int.MaxValue => [0xD0, .. Little(number, 4)],
        _ => [0xE0, .. Little(number, 8)],
    };

    static bool IsInteger(byte[] text, out long number) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out number) && text.Length < 20
        && Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)).AsSpan().SequenceEqual(text);

    static byte[] Little(long number, int count)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes[..count];
    }
}
