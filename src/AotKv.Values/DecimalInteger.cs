using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace AotKv.Values;

/// <summary>
/// Numbers of 64 bits in canonical decimal form: the one form that comes back byte for byte when the number is printed.
/// No plus, no leading zero, no minus zero, no blanks.
/// </summary>
static class DecimalInteger
{
    /// <summary>The length of the longest: the lowest number, with its sign.</summary>
    public const int LengthMax = 20;

    public static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if ((uint)(text.Length - 1) >= LengthMax) return false;
        var isNegative = text[0] == '-';
        var digits = isNegative ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > LengthMax - 1) return false;
        var first = (uint)(digits[0] - '0');
        if (first > 9) return false;
        if (first == 0) return text.Length == 1;

        ulong magnitude = first;
        foreach (var character in digits[1..])
        {
            var digit = (uint)(character - '0');
            if (digit > 9) return false;
            magnitude = magnitude * 10 + digit;    // 19 digits always fit 64 bits without a sign.
        }
        if (magnitude > (ulong)long.MaxValue + (isNegative ? 1UL : 0UL)) return false;
        number = isNegative ? (long)(0 - magnitude) : (long)magnitude;
        return true;
    }

    /// <summary>Writes the number and returns its length.</summary>
    public static int Format(long number, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(number, destination, out var written);
        return written;
    }

    public static int LengthOf(long number)
    {
        var magnitude = number < 0 ? 0 - (ulong)number : (ulong)number;
        var length = number < 0 ? 2 : 1;
        for (; magnitude >= 10; magnitude /= 10) length++;
        return length;
    }
}
