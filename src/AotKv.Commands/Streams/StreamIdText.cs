using System.Buffers.Text;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>Ids of stream entries as clients write and read them: "milliseconds-sequence".</summary>
static class StreamIdText
{
    /// <summary>Valkey reads no longer text than this as an id, bytes.</summary>
    const int LengthMax = 127;

    /// <summary>Writes an id and returns its length; <see cref="StreamId.TextMax"/> bytes are enough.</summary>
    public static int Format(StreamId id, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(id.Milliseconds, destination, out var length);
        destination[length++] = (byte)'-';
        Utf8Formatter.TryFormat(id.Sequence, destination[length..], out var second);
        return length + second;
    }

    /// <summary>Reads an id, whose second part may be missing. Not "-" and "+".</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, ulong missingSequence, out StreamId id) =>
        TryParse(text, missingSequence, out id, out var isOpen) && !isOpen;

    /// <summary>Reads an id, or "milliseconds-*", which leaves the second part open.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, ulong missingSequence, out StreamId id, out bool isOpen)
    {
        id = default;
        isOpen = false;
        if (text.Length > LengthMax || text is [(byte)'-' or (byte)'+']) return false;
        var dash = text.IndexOf((byte)'-');
        var first = dash < 0 ? text : text[..dash];
        if (!TryParseNumber(first, out var milliseconds)) return false;
        var sequence = missingSequence;
        if (dash >= 0)
        {
            isOpen = text[(dash + 1)..] is [(byte)'*'];
            if (isOpen) sequence = 0;
            else if (!TryParseNumber(text[(dash + 1)..], out sequence)) return false;
        }
        id = new(milliseconds, sequence);
        return true;
    }

    /// <summary>As C's strtoull with all of the text: a plus and zeros may lead.</summary>
    static bool TryParseNumber(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        if (text is [(byte)'+', ..]) text = text[1..];
        if (text.IsEmpty) return false;
        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9) return false;
            var next = unchecked(number * 10 + digit);
            if (number > ulong.MaxValue / 10 || next < digit) return false;
            number = next;
        }
        return true;
    }
}
