using AotKv.Memory;

namespace AotKv.Wire.Text;

/// <summary>
/// Splits a line into arguments as a shell would: blanks separate, "double quotes" know \n \r \t \a \b \xHH and any
/// other escaped character, 'single quotes' only \'. Quotes may open and close in the middle of an argument. A zero
/// byte ends the line. Inline requests and configuration files use it.
/// </summary>
public static class QuotedArguments
{
    // Valkey loses this byte, in quotes or not, unless it is written \xff: as a signed char it is the -1 that means
    // "no character" there. Pinned by the recorded requests.
    const byte Vanishing = 0xFF;

    /// <summary>
    /// Appends the range of each argument, from the line's start, after unescaping it in place: an argument never
    /// becomes longer. False where a quote stays open; then no range is appended but the line may be changed.
    /// </summary>
    public static bool TrySplit(Span<byte> line, BackslashAtEnd backslash, ref NativeList<ArgumentRange> arguments)
    {
        var zero = line.IndexOf((byte)0);
        if (zero >= 0) line = line[..zero];
        var first = arguments.Count;
        var position = 0;
        while (true)
        {
            while (position < line.Length && IsBlank(line[position])) position++;
            if (position == line.Length) return true;
            var start = position;
            var length = Unescape(line, ref position, backslash);
            if (length < 0)
            {
                arguments.Truncate(first);
                return false;
            }
            arguments.Add(new(start, length));
        }
    }

    /// <summary>
    /// Unescapes the argument at <paramref name="position"/>, moves that behind it, and returns the length left, or -1
    /// where a quote stays open.
    /// </summary>
    static int Unescape(Span<byte> line, ref int position, BackslashAtEnd backslash)
    {
        var start = position;
        var written = start;
        byte quote = 0;
        while (position < line.Length)
        {
            var next = line[position++];
            if (next == quote && quote != 0)
            {
                quote = 0;
                continue;
            }
            if (quote == 0)
            {
                if (EndsArgument(next)) return written - start;
                if (next is (byte)'"' or (byte)'\'')
                {
                    quote = next;
                    continue;
                }
            }
            else if (next == '\\') next = ReadEscape(line, ref position, quote, backslash);
            if (next == Vanishing && line[position - 1] == Vanishing) continue;
            line[written++] = next;
        }
        return quote == 0 ? written - start : -1;
    }

    /// <summary>The byte that a backslash before <paramref name="position"/> and what follows it stand for.</summary>
    static byte ReadEscape(ReadOnlySpan<byte> line, ref int position, byte quote, BackslashAtEnd backslash)
    {
        var rest = line[position..];
        if (rest.Length < (backslash == BackslashAtEnd.Escape ? 1 : 2)) return (byte)'\\';
        if (quote == '\'')
        {
            if (rest[0] != '\'') return (byte)'\\';
            position++;
            return (byte)'\'';
        }
        if (rest.Length >= 3 && rest[0] == 'x' && char.IsAsciiHexDigit((char)rest[1])
            && char.IsAsciiHexDigit((char)rest[2]))
        {
            position += 3;
            return (byte)(HexDigit(rest[1]) << 4 | HexDigit(rest[2]));
        }
        position++;
        return rest[0] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'a' => (byte)'\a',
            var itself => itself,
        };
    }

    static int HexDigit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    static bool IsBlank(byte value) => value is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    // Fewer than separate arguments: vertical tab and form feed stay inside one.
    static bool EndsArgument(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
}
