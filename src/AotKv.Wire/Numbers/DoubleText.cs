using System.Globalization;

namespace AotKv.Wire.Numbers;

/// <summary>
/// Doubles as text, as Valkey 9.1 reads and prints scores. Reading takes what std::from_chars takes, and a leading
/// plus: no blanks, no hexadecimal, "inf" and "infinity" in any case, and nothing that overflows or vanishes.
/// </summary>
public static class DoubleText
{
    /// <summary>The room that every double fits in.</summary>
    public const int BytesMax = 32;

    // Within this range Valkey prints a whole number as an integer; outside, the shortest digits decide.
    const double WholeMax = long.MaxValue / 2;

    /// <summary>The powers of ten that a double holds exactly.</summary>
    static ReadOnlySpan<double> ExactPowers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ];

    /// <summary>Reads <paramref name="text"/>, all of it, or returns false; not-a-number is false too.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        TryParse(text, out value, out var isOutOfRange) && !isOutOfRange;

    /// <summary>
    /// As <see cref="TryParse(ReadOnlySpan{byte}, out double)"/>, but what overflows is infinite and what vanishes is
    /// zero.
    /// </summary>
    public static bool TryParseLoosely(ReadOnlySpan<byte> text, out double value) => TryParse(text, out value, out _);

    static bool TryParse(ReadOnlySpan<byte> text, out double value, out bool isOutOfRange)
    {
        value = 0;
        isOutOfRange = false;
        if (text.IsEmpty) return false;
        var negative = text[0] == '-';
        var unsigned = negative || text[0] == '+' ? text[1..] : text;
        if (!DecimalText.TryScan(unsigned, out var scanned))
        {
            if (!NumberWords.IsInfinity(unsigned)) return false;
            value = negative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        if (scanned.Digits == 0)
        {
            value = negative ? -0.0 : 0.0;
            return true;
        }
        // Both are exact, so one multiplication or division rounds once, and correctly (W. D. Clinger, 1990).
        if (!scanned.Truncated && scanned.Digits <= 1UL << 53 && Math.Abs(scanned.Scale) <= 22)
        {
            value = scanned.Scale < 0
                ? scanned.Digits / ExactPowers[(int)-scanned.Scale]
                : scanned.Digits * ExactPowers[(int)scanned.Scale];
        }
        else
        {
            value = double.Parse(unsigned, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
        isOutOfRange = value == 0 || double.IsInfinity(value);
        if (negative) value = -value;
        return true;
    }

    /// <summary>Writes <paramref name="value"/> and returns the length, at most <see cref="BytesMax"/>.</summary>
    public static int Format(Span<byte> destination, double value)
    {
        if (value is >= -WholeMax and <= WholeMax && value == (long)value && (value != 0 || double.IsPositive(value)))
            return IntegerText.Format(destination, (long)value);
        if (double.IsNaN(value)) return Copy("nan"u8, destination);
        if (double.IsInfinity(value)) return Copy(value < 0 ? "-inf"u8 : "inf"u8, destination);
        if (value == 0) return Copy("-0"u8, destination);

        var sign = value < 0 ? 1 : 0;
        if (sign != 0) destination[0] = (byte)'-';
        Span<byte> digits = stackalloc byte[ShortestDigits.CountMax];
        var count = ShortestDigits.Write(Math.Abs(value), digits, out var scale);
        return sign + Place(destination[sign..], digits[..count], scale);
    }

    /// <summary>Puts the point, the zeros or the exponent where fpconv, the printer in Valkey, puts them.</summary>
    static int Place(Span<byte> destination, ReadOnlySpan<byte> digits, int scale)
    {
        var exponent = scale + digits.Length - 1;
        if (scale >= 0 && exponent < digits.Length + 7)
        {
            digits.CopyTo(destination);
            destination.Slice(digits.Length, scale).Fill((byte)'0');
            return digits.Length + scale;
        }
        if (scale < 0 && (scale > -7 || Math.Abs(exponent) < 4))
        {
            if (exponent >= 0) return PlacePoint(destination, digits, exponent + 1);
            var zeros = -exponent - 1;
            "0."u8.CopyTo(destination);
            destination.Slice(2, zeros).Fill((byte)'0');
            digits.CopyTo(destination[(2 + zeros)..]);
            return 2 + zeros + digits.Length;
        }
        var length = digits.Length == 1 ? Copy(digits, destination) : PlacePoint(destination, digits, 1);
        destination[length] = (byte)'e';
        destination[length + 1] = (byte)(exponent < 0 ? '-' : '+');
        return length + 2 + IntegerText.Format(destination[(length + 2)..], Math.Abs(exponent));
    }

    static int PlacePoint(Span<byte> destination, ReadOnlySpan<byte> digits, int before)
    {
        digits[..before].CopyTo(destination);
        destination[before] = (byte)'.';
        digits[before..].CopyTo(destination[(before + 1)..]);
        return digits.Length + 1;
    }

    static int Copy(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        text.CopyTo(destination);
        return text.Length;
    }
}
