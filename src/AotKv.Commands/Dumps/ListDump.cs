using AotKv.Memory;
using AotKv.Values.ListPacks;
using AotKv.Values.Lists;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>
/// Lists in DUMP payloads. A short one is written as its listpack, byte for byte as Valkey does; a long one element by
/// element, which every version reads.
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
        if (form is not (RdbValueType.List or RdbValueType.ListQuickList2)) return false;
        if (!reader.TryReadCount(elementBytesMin: 1, out var count)) return false;
        for (; count > 0; count--)
        {
            var container = PlainBlock;
            if (form == RdbValueType.ListQuickList2 && !reader.TryReadLength(out container)) return false;
            if (!reader.TryReadText(ref scratch, out var text)) return false;
            if (form == RdbValueType.ListQuickList2 && text.IsEmpty) return false;
            if (container == PlainBlock) Push(value, text);
            else if (container != PackedBlock || !TryPushAll(value, text)) return false;
        }
        value.Shrink();
        return !value.IsEmpty;
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
