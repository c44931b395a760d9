using AotKv.Wire.Numbers;

namespace AotKv.Engine;

/// <summary>
/// A SCAN cursor as clients see it: the position in one shard's table, times the number of shards, plus the shard.
/// With one shard it is the position. Shards are walked in order of their index.
/// </summary>
public static class ScanCursor
{
    public static int ShardOf(ulong cursor, int shards) => (int)(cursor % (ulong)shards);

    public static ulong PositionOf(ulong cursor, int shards) => cursor / (ulong)shards;

    /// <summary>The cursor that follows, where <paramref name="position"/> is 0 once the shard is done.</summary>
    public static ulong Next(ulong position, int shard, int shards)
    {
        if (position != 0) return position * (ulong)shards + (ulong)shard;
        return shard + 1 < shards ? (ulong)(shard + 1) : 0;
    }

    /// <summary>
    /// Reads a cursor as Valkey does: a number of 64 bits without a sign. What is no canonical integer goes through C's
    /// strtoull there, so blanks before the number, a plus, zeros, and even a minus before a zero or a number too large
    /// for 63 bits are taken.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong cursor)
    {
        if (!IntegerText.TryParse(text, out var canonical)) return TryParseLoosely(text, out cursor);
        cursor = (ulong)canonical;
        return canonical >= 0;
    }

    static bool TryParseLoosely(ReadOnlySpan<byte> text, out ulong cursor)
    {
        cursor = 0;
        text = text.TrimStart(" \t\n\v\f\r"u8);
        if (text.IsEmpty) return false;
        var negative = text[0] == '-';
        if (negative || text[0] == '+') text = text[1..];
        if (text.IsEmpty) return false;
        foreach (var digit in text)
        {
            var value = (uint)(digit - '0');
            if (value > 9 || cursor > (ulong.MaxValue - value) / 10) return false;
            cursor = cursor * 10 + value;
        }
        if (negative) cursor = 0 - cursor;
        return true;
    }
}
