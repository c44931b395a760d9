using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AotKv.Values.ListPacks;

/// <summary>
/// Reads a listpack: a short sequence of texts and numbers in one block, as Valkey has it. A view on the thread that
/// runs the shard. A position is the offset of an entry in bytes, 0 for none. The bytes are ours or were checked when
/// they came from outside; damaged ones throw and never read beyond the block.
/// </summary>
public readonly ref struct ListPack(ReadOnlySpan<byte> bytes)
{
    /// <summary>Length in bytes (4) and number of items (2), both little-endian.</summary>
    public const int HeaderBytes = 6;

    /// <summary>The bytes of a listpack without items.</summary>
    public const int EmptyBytes = HeaderBytes + 1;

    /// <summary>This number of items, in the header, says that they must be counted.</summary>
    internal const int CountUnknown = ushort.MaxValue;

    readonly ReadOnlySpan<byte> bytes = bytes;

    internal unsafe ListPack(scoped in ValueReference block) : this(new((void*)block.Address, (int)block.Length))
    {
    }

    /// <summary>The whole block, as it stands in an RDB file.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The number of items. Counts one by one from 65535 on.</summary>
    public int Count
    {
        get
        {
            var count = (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
            return count < CountUnknown ? count : CountItems();
        }
    }

    public bool IsEmpty => bytes.Length == EmptyBytes;

    /// <summary>Where an item after the last would stand.</summary>
    public int EndPosition => bytes.Length - 1;

    /// <summary>The first item's position, or 0.</summary>
    public int First => IsEmpty ? 0 : HeaderBytes;

    /// <summary>The last item's position, or 0.</summary>
    public int Last => Previous(EndPosition);

    /// <summary>The next item's position, or 0 after the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int position)
    {
        var next = After(position);
        return bytes[next] == ListPackEntry.End ? 0 : next;
    }

    /// <summary>The position of the item before, or 0 before the first.</summary>
    public int Previous(int position)
    {
        if (position <= HeaderBytes) return 0;
        var length = ListPackEntry.ReadBackLength(bytes[..position]);
        return position - length - ListPackEntry.BackLengthBytes(length);
    }

    /// <summary>Where the item's entry ends: the next item's position or the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int After(int position)
    {
        var length = ListPackEntry.BytesAt(bytes[position..]);
        return position + length + ListPackEntry.BackLengthBytes(length);
    }

    public ListPackItem Read(int position) => ListPackEntry.Read(bytes[position..]);

    /// <summary>The position of the item with an index, -1 being the last; 0 where there is none.</summary>
    public int Seek(int index)
    {
        var count = (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        if (count < CountUnknown)
        {
            if (index < 0) index += count;
            if ((uint)index >= (uint)count) return 0;
            if (index > count / 2) index -= count;
        }
        return index < 0 ? SeekBackward(index) : SeekForward(index);
    }

    /// <summary>
    /// The position of the first item that reads as a text, from a position on; after each that does not,
    /// <paramref name="skip"/> items are not looked at. 0 where there is none.
    /// </summary>
    public int Find(ReadOnlySpan<byte> text, int position, int skip = 0)
    {
        var isNumber = DecimalInteger.TryParse(text, out var number);
        if (!isNumber && text.Length < ListPackEntry.ShortTextLimit) return FindShort(text, position, skip);
        while (position != 0)
        {
            var item = Read(position);
            if (item.IsInteger ? isNumber && item.Integer == number : item.Text.SequenceEqual(text)) return position;
            for (var i = 0; i <= skip && position != 0; i++) position = Next(position);
        }
        return 0;
    }

    /// <summary>As Find, for a text that is no number and whose length stands in the entry's first byte.</summary>
    int FindShort(ReadOnlySpan<byte> text, int position, int skip)
    {
        var first = ListPackEntry.FirstOfShortText(text.Length);
        while (position != 0)
        {
            if (bytes[position] == first && bytes.Slice(position + 1, text.Length).SequenceEqual(text)) return position;
            position = After(position);
            for (var i = 0; i < skip && bytes[position] != ListPackEntry.End; i++) position = After(position);
            if (bytes[position] == ListPackEntry.End) return 0;
        }
        return 0;
    }

    /// <summary>The bytes that a text takes as an entry.</summary>
    public static int EntryBytes(ReadOnlySpan<byte> text)
    {
        var bytes = DecimalInteger.TryParse(text, out var number)
            ? ListPackEntry.BytesOfInteger(number)
            : ListPackEntry.BytesOfText(text.Length);
        return bytes + ListPackEntry.BackLengthBytes(bytes);
    }

    int SeekForward(int index)
    {
        var position = First;
        while (index-- > 0 && position != 0) position = Next(position);
        return position;
    }

    int SeekBackward(int index)
    {
        var position = Last;
        while (++index < 0 && position != 0) position = Previous(position);
        return position;
    }

    int CountItems()
    {
        var count = 0;
        for (var position = First; position != 0; position = Next(position)) count++;
        return count;
    }
}
