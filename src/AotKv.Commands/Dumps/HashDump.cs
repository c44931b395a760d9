using AotKv.Memory;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>
/// Hashes in DUMP payloads; fields that have expired and are still there are written and read like others, as in
/// Valkey. A field that comes twice is damage.
/// </summary>
readonly struct HashDump : IValueDump<HashValue>
{
    /// <summary>At this time no field has expired.</summary>
    const long BeforeAll = long.MinValue;

    public static void Write(HashValue value, in RdbWriter writer)
    {
        if (value.IsListPack)
        {
            writer.Type(RdbValueType.HashListPack);
            writer.Text(value.ListPack.Bytes);
            return;
        }
        var hasDeadlines = value.HasDeadlines;
        writer.Type(hasDeadlines ? RdbValueType.Hash2 : RdbValueType.Hash);
        writer.Length((ulong)value.Count);
        var fields = value.Fields(BeforeAll);
        while (fields.MoveNext())
        {
            writer.Text(fields.Field.Text);
            writer.Text(fields.Value.Text);
            if (hasDeadlines) writer.Milliseconds(fields.Deadline);
        }
    }

    public static bool TryRead(
        HashValue value, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (form == RdbValueType.HashListPack) return TryReadListPack(value, ref reader, ref scratch);
        if (form == RdbValueType.HashZipList) return TryReadZipList(value, ref reader, ref scratch);
        if (form == RdbValueType.HashZipMap) return TryReadZipMap(value, ref reader, ref scratch);
        if (form is not (RdbValueType.Hash or RdbValueType.Hash2)) return false;
        var hasDeadlines = form == RdbValueType.Hash2;
        if (!reader.TryReadCount(elementBytesMin: 2, out var count) || count == 0) return false;
        value.MakeRoom(hasDeadlines ? long.MaxValue : count, longestText: 0, textBytes: 0);
        var valueScratch = new NativeList<byte>();
        var isSound = true;
        for (; count > 0 && isSound; count--)
        {
            var deadline = HashValue.NoDeadline;
            isSound = reader.TryReadText(ref scratch, out var field)
                && reader.TryReadText(ref valueScratch, out var text)
                && (!hasDeadlines || reader.TryReadMilliseconds(out deadline))
                && deadline >= HashValue.NoDeadline
                && value.Set(field, text, deadline, BeforeAll) == FieldChange.Added;
        }
        valueScratch.Dispose();
        return isSound;
    }

    static bool TryReadListPack(HashValue value, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var bytes) || !ListPackCheck.IsSound(bytes)) return false;
        var list = new ListPack(bytes);
        value.MakeRoom(list.Count / 2, longestText: 0, textBytes: 0);
        Span<byte> fieldText = stackalloc byte[ListPackItem.ScratchBytes];
        Span<byte> valueText = stackalloc byte[ListPackItem.ScratchBytes];
        for (var position = list.First; position != 0;)
        {
            var field = list.Read(position).AsSpan(fieldText);
            position = list.Next(position);
            if (position == 0) return false;
            var text = list.Read(position).AsSpan(valueText);
            if (!TryAdd(value, field, text)) return false;
            position = list.Next(position);
        }
        return !value.IsEmpty;
    }

    static bool TryReadZipList(HashValue value, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var bytes)) return false;
        var entries = new ZipListReader(bytes);
        value.MakeRoom(entries.PromisedCount / 2, longestText: 0, textBytes: 0);
        Span<byte> fieldText = stackalloc byte[ZipListReader.ScratchBytes];
        Span<byte> valueText = stackalloc byte[ZipListReader.ScratchBytes];
        while (entries.MoveNext())
        {
            var field = entries.Text(fieldText);
            if (!entries.MoveNext()) return false;
            if (!TryAdd(value, field, entries.Text(valueText))) return false;
        }
        return entries.IsSound && !value.IsEmpty;
    }

    static bool TryReadZipMap(HashValue value, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var bytes)) return false;
        var fields = new ZipMapReader(bytes);
        while (fields.MoveNext())
        {
            value.MakeRoom(value.Count + 1, longestText: 0, textBytes: 0);
            if (!TryAdd(value, fields.Field, fields.Value)) return false;
        }
        return fields.IsSound;
    }

    static bool TryAdd(HashValue value, ReadOnlySpan<byte> field, ReadOnlySpan<byte> text) =>
        value.Set(field, text, HashValue.NoDeadline, BeforeAll) == FieldChange.Added;
}
