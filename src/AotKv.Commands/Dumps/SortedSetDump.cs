using AotKv.Memory;
using AotKv.Values.ListPacks;
using AotKv.Values.SortedSets;
using AotKv.Wire.Numbers;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>Sorted sets in DUMP payloads. A member that comes twice and a score that is no number are damage.</summary>
readonly struct SortedSetDump : IValueDump<SortedSetValue>
{
    /// <summary>In the oldest form a score is a text behind its length, and these lengths stand for scores.</summary>
    const byte NotANumber = 253;
    const byte PositiveInfinity = 254;
    const byte NegativeInfinity = 255;

    public static void Write(SortedSetValue value, in RdbWriter writer)
    {
        if (value.IsSmall)
        {
            writer.Type(RdbValueType.SortedSetListPack);
            writer.Text(value.Pack.Bytes);
            return;
        }
        writer.Type(RdbValueType.SortedSet2);
        writer.Length((ulong)value.Count);
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        for (var cursor = value.Backward(value.Count - 1); cursor.IsAtMember; cursor.Move())
        {
            writer.Text(cursor.Member(scratch));
            writer.Double(cursor.Score);
        }
    }

    public static bool TryRead(
        SortedSetValue value, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (form == RdbValueType.SortedSetListPack) return TryReadListPack(value, ref reader, ref scratch);
        if (form == RdbValueType.SortedSetZipList) return TryReadZipList(value, ref reader, ref scratch);
        if (form is not (RdbValueType.SortedSet or RdbValueType.SortedSet2)) return false;
        if (!reader.TryReadCount(elementBytesMin: 2, out var count) || count == 0) return false;
        value.Expect(count, lengthMax: 0);
        for (; count > 0; count--)
        {
            if (!reader.TryReadText(ref scratch, out var member)) return false;
            var isRead = form == RdbValueType.SortedSet2
                ? reader.TryReadDouble(out var score) : TryReadScoreText(ref reader, out score);
            if (!isRead || !TryAdd(value, member, score)) return false;
        }
        return true;
    }

    static bool TryReadScoreText(ref RdbReader reader, out double score)
    {
        score = 0;
        if (!reader.TryReadByte(out var length)) return false;
        switch (length)
        {
            case NotANumber:
                return false;
            case PositiveInfinity:
                score = double.PositiveInfinity;
                return true;
            case NegativeInfinity:
                score = double.NegativeInfinity;
                return true;
            default:
                return reader.TryTake(length, out var text) && DoubleText.TryParseLoosely(text, out score);
        }
    }

    static bool TryReadListPack(SortedSetValue value, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var bytes) || !ListPackCheck.IsSound(bytes)) return false;
        var list = new ListPack(bytes);
        value.Expect(list.Count / 2, lengthMax: 0);
        Span<byte> memberText = stackalloc byte[ListPackItem.ScratchBytes];
        Span<byte> scoreText = stackalloc byte[ListPackItem.ScratchBytes];
        for (var position = list.First; position != 0;)
        {
            var member = list.Read(position);
            position = list.Next(position);
            if (position == 0) return false;
            if (!DoubleText.TryParseLoosely(list.Read(position).AsSpan(scoreText), out var score)) return false;
            if (!TryAdd(value, member.AsSpan(memberText), score)) return false;
            position = list.Next(position);
        }
        return !value.IsEmpty;
    }

    static bool TryReadZipList(SortedSetValue value, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var bytes)) return false;
        var entries = new ZipListReader(bytes);
        value.Expect(entries.PromisedCount / 2, lengthMax: 0);
        Span<byte> memberText = stackalloc byte[ZipListReader.ScratchBytes];
        Span<byte> scoreText = stackalloc byte[ZipListReader.ScratchBytes];
        while (entries.MoveNext())
        {
            var member = entries.Text(memberText);
            if (!entries.MoveNext()) return false;
            if (!DoubleText.TryParseLoosely(entries.Text(scoreText), out var score)) return false;
            if (!TryAdd(value, member, score)) return false;
        }
        return entries.IsSound && !value.IsEmpty;
    }

    static bool TryAdd(SortedSetValue value, ReadOnlySpan<byte> member, double score) =>
        !double.IsNaN(score) && value.Put(member, ref score, default) == ScoreChange.Added;
}
