using AotKv.Memory;
using AotKv.Values;
using AotKv.Values.IntSets;
using AotKv.Values.ListPacks;
using AotKv.Values.Sets;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>Sets in DUMP payloads. An element that comes twice is damage.</summary>
readonly struct SetDump : IValueDump<SetValue>
{
    public static void Write(SetValue value, in RdbWriter writer)
    {
        var content = value.Content;
        switch (content.Encoding)
        {
            case RecordEncoding.IntSet:
                writer.Type(RdbValueType.SetIntSet);
                writer.Text(content.AsIntSet().Bytes);
                break;
            case RecordEncoding.ListPack:
                writer.Type(RdbValueType.SetListPack);
                writer.Text(content.AsListPack().Bytes);
                break;
            default:
                writer.Type(RdbValueType.Set);
                writer.Length((ulong)content.Count);
                foreach (var item in content) writer.Text(item.Text);
                break;
        }
    }

    public static bool TryRead(
        SetValue value, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        var content = value.Content;
        var isSound = form switch
        {
            RdbValueType.Set => TryReadElements(value, ref content, ref reader, ref scratch),
            RdbValueType.SetIntSet => TryReadIntSet(value, ref content, ref reader, ref scratch),
            RdbValueType.SetListPack => TryReadListPack(value, ref content, ref reader, ref scratch),
            _ => false,
        };
        value.Content = content;
        return isSound && content.Count > 0;
    }

    static bool TryReadElements(
        SetValue value, ref SetContent content, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadCount(elementBytesMin: 1, out var count)) return false;
        if (count > value.Home.Limits.SetIntSetEntries) content = SetContent.NewTable(value.Home);
        for (; count > 0; count--)
        {
            if (!reader.TryReadText(ref scratch, out var element)) return false;
            if (!content.Add(value.Home, element)) return false;
        }
        return true;
    }

    static bool TryReadIntSet(
        SetValue value, ref SetContent content, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var bytes) || !IntSet.IsSound(bytes)) return false;
        var integers = new IntSet(bytes);
        for (var index = 0; index < integers.Count; index++)
            content.Add(value.Home, new ListPackItem(integers[index]));
        return true;
    }

    static bool TryReadListPack(
        SetValue value, ref SetContent content, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var bytes) || !ListPackCheck.IsSound(bytes)) return false;
        var list = new ListPack(bytes);
        content.BecomeListPack(value.Home);
        for (var position = list.First; position != 0; position = list.Next(position))
            if (!content.Add(value.Home, list.Read(position))) return false;
        return true;
    }
}
