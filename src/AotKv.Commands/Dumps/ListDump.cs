using AotKv.Memory;
using AotKv.Values.ListPacks;
using AotKv.Values.Lists;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>
/// Lists in DUMP payloads. A short one is written as its listpack, byte for byte as Valkey does; a long one element by
/// element, which every version reads. Ziplists, as Redis wrote them before 7.0, are read.
/// </summary>
readonly struct ListDump : IValueDump<ListValue>
{
    /// <summary>A block of Valkey's long lists is one long element,</summary>
    const ulong PlainBlock = 1;

    /// <summary>or a listpack of several.</summary>
    const ulong PackedBlock = 2;

    public static void Write(ListValue value, in RdbWriter writer)
    {
        if (value.IsCompact)
        {
            writer.Type(RdbValueType.ListQuickList2);
            writer.Length(1);
            writer.Length(PackedBlock);
            writer.Text(value.Pack.Bytes);
            return;
        }
        writer.Type(RdbValueType.List);
        writer.Length((ulong)value.Count);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        var cursor = value.Read(index: 0, ListDirection.Forward);
        while (cursor.MoveNext()) writer.Text(cursor.Current.AsSpan(scratch));
        cursor.Dispose();
    }

    public static bool TryRead(
        ListValue value, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (form == RdbValueType.ListZipList) return TryReadZipList(value, ref reader, ref scratch);
        if (form == RdbValueType.List) return TryReadElements(value, ref reader, ref scratch);
        if (form is not (RdbValueType.ListQuickList or RdbValueType.ListQuickList2)) return false;
        if (!reader.TryReadCount(elementBytesMin: 1, out var count)) return false;
        var filled = 0;
        for (; count > 0; count--)
        {
            // As in Valkey, several blocks are not put together.
            if (filled > 0 && value.IsCompact) value.MakeLong();
            var before = value.Count;
            if (!TryReadBlock(value, form, ref reader, ref scratch)) return false;
            if (value.Count > before) filled++;
        }
        if (filled == 1) value.Shrink();
        return filled > 0;
    }

    static bool TryReadElements(ListValue value, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadCount(elementBytesMin: 1, out var count)) return false;
        for (; count > 0; count--)
        {
            if (!reader.TryReadText(ref scratch, out var text)) return false;
            Push(value, text);
        }
        value.Shrink();
        return !value.IsEmpty;
    }

    static bool TryReadBlock(
        ListValue value, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        var container = PackedBlock;
        if (form == RdbValueType.ListQuickList2 && !reader.TryReadLength(out container)) return false;
        if (!reader.TryReadText(ref scratch, out var text) || text.IsEmpty) return false;
        if (form == RdbValueType.ListQuickList) return TryPushZipList(value, text);
        if (container == PackedBlock) return TryPushAll(value, text);
        if (container == PlainBlock) Push(value, text);
        return container == PlainBlock;
    }

    /// <summary>The list is a long one however few elements it has, as in Valkey.</summary>
    static bool TryReadZipList(ListValue value, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var bytes)) return false;
        value.MakeLong();
        return TryPushZipList(value, bytes) && !value.IsEmpty;
    }

    static bool TryPushZipList(ListValue value, ReadOnlySpan<byte> bytes)
    {
        var entries = new ZipListReader(bytes);
        value.PrepareToGrow(bytes.Length, entries.PromisedCount);
        Span<byte> scratch = stackalloc byte[ZipListReader.ScratchBytes];
        while (entries.MoveNext()) Push(value, entries.Text(scratch));
        return entries.IsSound;
    }

    static void Push(ListValue value, ReadOnlySpan<byte> text)
    {
        value.PrepareToGrow(text.Length, count: 1);
        value.Push(ListEnd.Tail, text);
    }

    static bool TryPushAll(ListValue value, ReadOnlySpan<byte> bytes)
    {
        if (!ListPackCheck.IsSound(bytes)) return false;
        var list = new ListPack(bytes);
        value.PrepareToGrow(bytes.Length, list.Count);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        for (var position = list.First; position != 0; position = list.Next(position))
            value.Push(ListEnd.Tail, list.Read(position).AsSpan(scratch));
        return true;
    }
}
