using AotKv.Memory;

namespace AotKv.Wire.Text;

/// <summary>
/// Bytes as a quoted string that <see cref="QuotedArguments"/> reads back: printable ASCII as it is, the rest escaped.
/// MONITOR, the slow log and the rewritten configuration file print values so.
/// </summary>
public static class QuotedText
{
    /// <summary>Appends <paramref name="text"/> in double quotes.</summary>
    public static void Append(ref NativeList<byte> destination, ReadOnlySpan<byte> text)
    {
        // Four bytes for one at most: \xHH.
        var length = Write(destination.EnsureRoom(checked(text.Length * 4 + 2)), text);
        destination.Advance(length);
    }

    /// <summary>
    /// Writes <paramref name="text"/> in double quotes and returns the length: at most four times its own and two.
    /// </summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        destination[0] = (byte)'"';
        var length = 1;
        foreach (var value in text)
        {
            var letter = EscapeLetter(value);
            if (letter == 0 && value is >= 0x20 and < 0x7F)
            {
                destination[length++] = value;
                continue;
            }
            destination[length++] = (byte)'\\';
            if (letter != 0)
            {
                destination[length++] = letter;
                continue;
            }
            destination[length++] = (byte)'x';
            destination[length++] = HexDigit(value >> 4);
            destination[length++] = HexDigit(value & 15);
        }
        destination[length++] = (byte)'"';
        return length;
    }

    /// <summary>True if <paramref name="text"/> cannot stand in a line of arguments as it is.</summary>
    public static bool NeedsQuotes(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
            if (value is <= 0x20 or >= 0x7F or (byte)'"' or (byte)'\\') return true;
        return false;
    }

    /// <summary>The letter after the backslash that stands for <paramref name="value"/>, or 0.</summary>
    static byte EscapeLetter(byte value) => value switch
    {
        (byte)'\\' or (byte)'"' => value,
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        (byte)'\t' => (byte)'t',
        (byte)'\a' => (byte)'a',
        (byte)'\b' => (byte)'b',
        _ => 0,
    };

    static byte HexDigit(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}
