using System.Buffers.Binary;
using System.Text;
using AotKv.Wire.Checksums;
using AotKv.Wire.Tests;

namespace AotKv.Differential.Tests;

/// <summary>
/// RESTORE of what Redis wrote before 7.0: ziplists and zipmaps, some of the lists and hashes damaged, and reads of
/// what comes of them.
/// </summary>
sealed class OldFormSource(Random random, Func<string> key)
{
    const byte ZipMap = 9;
    const byte ListZipList = 10;
    const byte SortedSetZipList = 12;
    const byte HashZipList = 13;
    const byte ListQuickList = 14;
    const ushort VersionOfRedis6 = 9;

    public List<string> Next() => random.Next(6) switch
    {
        0 => ["LRANGE", key(), "0", "-1"],
        1 => ["ZRANGE", key(), "0", "-1", "WITHSCORES"],
        2 => ["HMGET", key(), "a", "12", "-7", "300"],
        _ => ["RESTORE", key(), "0", Payload(), "REPLACE"],
    };

    string Payload()
    {
        var bytes = new List<byte>();
        var count = random.Next(1, 6);
        switch (random.Next(5))
        {
            case 0:
                Append(bytes, ZipMap, OldForms.ZipMap(Pairs(count, Text), (byte)random.Next(3)));
                break;
            case 1:
                Append(bytes, ListZipList, Damaged(OldForms.ZipList(Texts(count, Text))));
                break;
            case 2:
                Append(bytes, SortedSetZipList, OldForms.ZipList(Pairs(count, Score)));
                break;
            case 3:
                Append(bytes, HashZipList, Damaged(OldForms.ZipList(Pairs(count, Text))));
                break;
            default:
                bytes.AddRange([ListQuickList, (byte)count]);
                for (; count > 0; count--) AppendText(bytes, Damaged(OldForms.ZipList(Texts(random.Next(4), Text))));
                break;
        }
        Span<byte> footer = stackalloc byte[10];
        BinaryPrimitives.WriteUInt16LittleEndian(footer, VersionOfRedis6);
        bytes.AddRange(footer[..2]);
        BinaryPrimitives.WriteUInt64LittleEndian(footer[2..], Crc64.Of([.. bytes]));
        bytes.AddRange(footer[2..]);
        return Encoding.Latin1.GetString([.. bytes]);
    }

    static void Append(List<byte> bytes, byte form, byte[] text)
    {
        bytes.Add(form);
        AppendText(bytes, text);
    }

    static void AppendText(List<byte> bytes, byte[] text)
    {
        bytes.AddRange([(byte)(0x40 | text.Length >> 8), (byte)text.Length]);
        bytes.AddRange(text);
    }

    /// <summary>One time in four, with another bit somewhere.</summary>
    byte[] Damaged(byte[] list)
    {
        if (random.Next(4) == 0) list[random.Next(list.Length)] ^= (byte)(1 << random.Next(8));
        return list;
    }

    List<byte[]> Texts(int count, Func<int, string> text) =>
        [.. Enumerable.Range(0, count).Select(i => Encoding.Latin1.GetBytes(text(i)))];

    /// <summary>Fields or members that differ, with something behind each.</summary>
    List<byte[]> Pairs(int count, Func<int, string> text)
    {
        var pairs = new List<byte[]>();
        foreach (var (i, second) in Texts(count, text).Index())
            pairs.AddRange([Encoding.Latin1.GetBytes($"{(i % 2 == 0 ? "" : "a")}{random.Next(50) * 10 + i}"), second]);
        return pairs;
    }

    string Text(int _) => random.Next(4) switch
    {
        0 => new string((char)random.Next(256), random.Next(300)),
        1 => $"{random.NextInt64() >> random.Next(64)}",
        2 => "12",
        _ => "a",
    };

    /// <summary>In order: Redis believes what it is told of a sorted set, ours sorts it.</summary>
    string Score(int position) => random.Next(3) switch
    {
        0 when position == 0 => "-inf",
        1 => $"{position * 100 + random.Next(100)}.5",
        _ => $"{position * 100}",
    };
}
