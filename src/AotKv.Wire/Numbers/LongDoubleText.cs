using System.Numerics;

namespace AotKv.Wire.Numbers;

/// <summary>
/// Long doubles as text, as INCRBYFLOAT reads and prints them: read by C's strtold, hexadecimal included, and printed
/// with 17 decimals, exactly rounded, without the zeros at the end. Not on a hot path, but short numbers take no big
/// integers.
/// </summary>
public static class LongDoubleText
{
    /// <summary>The room that every number fits in, and the length from which text is refused unread.</summary>
    public const int BytesMax = 5 * 1024;

    const int Decimals = 17;
    const ulong DecimalsPower = 100_000_000_000_000_000;

    // Beyond these powers of ten every number is infinite, or zero.
    const int PowerMax = 4940;
    const int PowerMin = -4960;

    /// <summary>
    /// Reads <paramref name="text"/>, all of it, or returns false. False too for not-a-number and for what overflows
    /// or vanishes; but the word "inf" is a number.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out LongDouble value)
    {
        value = default;
        if (text.IsEmpty || text.Length >= BytesMax) return false;
        var negative = text[0] == '-';
        if (negative || text[0] == '+') text = text[1..];
        if (NumberWords.IsInfinity(text))
        {
            value = negative ? LongDouble.NegativeInfinity : LongDouble.PositiveInfinity;
            return true;
        }
        if (text.Length > 2 && text[0] == '0' && (text[1] | 0x20) == 'x')
            return TryParseHexadecimal(text[2..], negative, out value);
        if (!DecimalText.TryScan(text, out var scanned)) return false;
        if (scanned.Digits == 0)
        {
            value = LongDouble.Round(negative, UInt128.Zero, 0);
            return true;
        }
        value = scanned switch
        {
            { Truncated: false, Scale: 0 } => LongDouble.Round(negative, scanned.Digits, 0),
            { Truncated: false, Scale: < 0 and >= -18 } => Divide(negative, scanned.Digits, (int)-scanned.Scale),
            { Scale: > PowerMax or < PowerMin - 19 } => default,
            { Truncated: true } => FromDigits(negative, ReadDigits(text, out var scale), scale),
            _ => FromDigits(negative, scanned.Digits, (int)scanned.Scale),
        };
        return value.IsFinite && !value.IsZero;
    }

    /// <summary>Writes <paramref name="value"/> and returns the length, at most <see cref="BytesMax"/>.</summary>
    public static int Format(Span<byte> destination, LongDouble value)
    {
        if (!value.IsFinite)
        {
            var word = value.IsNaN ? "nan"u8 : value.IsNegative ? "-inf"u8 : "inf"u8;
            word.CopyTo(destination);
            return word.Length;
        }
        var sign = value.IsNegative ? 1 : 0;
        if (sign != 0) destination[0] = (byte)'-';
        var length = value.Exponent < 0
            ? FormatWithFraction(destination[sign..], value)
            : FormatWhole(destination[sign..], value);
        // Zero has no sign, and neither has what rounds to zero.
        if (sign == 0 || length != 1 || destination[1] != '0') return sign + length;
        destination[0] = (byte)'0';
        return 1;
    }

    static int FormatWithFraction(Span<byte> destination, LongDouble value)
    {
        // 64 bits times 57 bits fit in 121: below an exponent of -122 all is less than half a unit.
        var scaled = (UInt128)value.Mantissa * DecimalsPower;
        var dropped = -value.Exponent;
        var kept = dropped < 128 ? scaled >> dropped : UInt128.Zero;
        if (dropped < 128)
        {
            var half = UInt128.One << dropped - 1;
            var rest = scaled & (half << 1) - 1;
            if (rest > half || (rest == half && (kept & 1) != UInt128.Zero)) kept++;
        }
        var (whole, fraction) = UInt128.DivRem(kept, DecimalsPower);
        var length = IntegerText.Format(destination, (ulong)whole);
        if (fraction == UInt128.Zero) return length;

        // A one before the decimals keeps the zeros at their start; the point then takes its place.
        var point = length;
        length += IntegerText.Format(destination[point..], DecimalsPower + (ulong)fraction);
        destination[point] = (byte)'.';
        return destination[..length].TrimEnd((byte)'0').Length;
    }

    static int FormatWhole(Span<byte> destination, LongDouble value)
    {
        if (value.Exponent == 0) return IntegerText.Format(destination, value.Mantissa);
        var text = ((BigInteger)value.Mantissa << value.Exponent).ToString();
        for (var i = 0; i < text.Length; i++) destination[i] = (byte)text[i];
        return text.Length;
    }

    /// <summary>Digits over a power of ten that leaves at least 68 bits of quotient.</summary>
    static LongDouble Divide(bool negative, ulong digits, int power)
    {
        var shift = 64 + BitOperations.LeadingZeroCount(digits);
        var divisor = 1UL;
        for (var i = 0; i < power; i++) divisor *= 10;
        var (quotient, rest) = UInt128.DivRem((UInt128)digits << shift, divisor);
        return LongDouble.Round(negative, rest == UInt128.Zero ? quotient : quotient | 1, -shift);
    }

    static LongDouble FromDigits(bool negative, BigInteger digits, int scale)
    {
        var exponent = 0;
        if (scale >= 0) digits *= BigInteger.Pow(10, scale);
        else
        {
            var divisor = BigInteger.Pow(10, -scale);
            exponent = -(int)Math.Max(0, 128 + divisor.GetBitLength() - digits.GetBitLength());
            digits = BigInteger.DivRem(digits << -exponent, divisor, out var rest);
            if (!rest.IsZero) digits |= 1;
        }
        var excess = (int)digits.GetBitLength() - 128;
        if (excess <= 0) return LongDouble.Round(negative, (UInt128)digits, exponent);
        var kept = digits >> excess;
        return LongDouble.Round(negative, (UInt128)(kept << excess == digits ? kept : kept | 1), exponent + excess);
    }

    /// <summary>All the digits of a decimal number that was scanned already.</summary>
    static BigInteger ReadDigits(ReadOnlySpan<byte> text, out int scale)
    {
        var end = text.IndexOfAny((byte)'e', (byte)'E');
        long exponent = 0;
        if (end >= 0) DecimalText.TryScanExponent(text[(end + 1)..], out exponent);
        var digits = new char[end < 0 ? text.Length : end];
        var count = 0;
        var point = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            if (text[i] == '.') point = i;
            else digits[count++] = (char)text[i];
        }
        scale = (int)exponent - (point < 0 ? 0 : digits.Length - point - 1);
        return BigInteger.Parse(digits.AsSpan(0, count));
    }

    /// <summary>What follows 0x: digits with at most one point, then perhaps p and a power of two.</summary>
    static bool TryParseHexadecimal(ReadOnlySpan<byte> text, bool negative, out LongDouble value)
    {
        value = default;
        UInt128 significand = 0;
        long exponent = 0;
        var point = -1;
        var position = 0;
        for (; position < text.Length; position++)
        {
            if (text[position] == '.' && point < 0)
            {
                point = position;
                continue;
            }
            if (!char.IsAsciiHexDigit((char)text[position])) break;
            var digit = (uint)(text[position] <= '9' ? text[position] - '0' : (text[position] | 0x20) - 'a' + 10);
            if (significand >> 120 == UInt128.Zero) significand = significand << 4 | digit;
            else
            {
                if (digit != 0) significand |= 1;
                exponent += 4;
            }
            if (point >= 0) exponent -= 4;
        }
        if (position == (point < 0 ? 0 : 1)) return false;
        if (position < text.Length)
        {
            if ((text[position] | 0x20) != 'p') return false;
            if (!DecimalText.TryScanExponent(text[(position + 1)..], out var power)) return false;
            exponent += power;
        }
        value = LongDouble.Round(negative, significand, (int)Math.Clamp(exponent, -100_000, 100_000));
        return significand == UInt128.Zero || (value.IsFinite && !value.IsZero);
    }
}
