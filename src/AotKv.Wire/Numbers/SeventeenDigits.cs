using System.Globalization;

namespace AotKv.Wire.Numbers;

/// <summary>
/// Doubles as C's %.17g prints them: what ZSCAN answers from a large set. Enough digits for any double, often more than
/// are needed.
/// </summary>
public static class SeventeenDigits
{
    /// <summary>The room that every double fits in.</summary>
    public const int BytesMax = 32;

    const int Digits = 17;

    /// <summary>Below this exponent %g writes one; from <see cref="Digits"/> on too.</summary>
    const int FixedExponentMin = -4;

    /// <summary>Writes the value and returns the length.</summary>
    public static int Format(Span<byte> destination, double value)
    {
        if (!double.IsFinite(value)) return DoubleText.Format(destination, value);
        if (value == 0) return DoubleText.Format(destination, value);
        // One digit, a point, sixteen digits, "E", a sign and three digits.
        Span<byte> scientific = stackalloc byte[BytesMax];
        Math.Abs(value).TryFormat(scientific, out _, "E16", CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[Digits];
        digits[0] = scientific[0];
        scientific.Slice(2, Digits - 1).CopyTo(digits[1..]);
        var exponent = (scientific[20] - '0') * 100 + (scientific[21] - '0') * 10 + scientific[22] - '0';
        if (scientific[19] == '-') exponent = -exponent;
        var count = digits.LastIndexOfAnyExcept((byte)'0') + 1;
        var sign = value < 0 ? 1 : 0;
        if (sign != 0) destination[0] = (byte)'-';
        return sign + Place(destination[sign..], digits[..count], exponent);
    }

    static int Place(Span<byte> destination, ReadOnlySpan<byte> digits, int exponent)
    {
        if (exponent is < FixedExponentMin or >= Digits) return PlaceScientific(destination, digits, exponent);
        if (exponent < 0)
        {
            "0.000"u8[..(1 - exponent)].CopyTo(destination);
            digits.CopyTo(destination[(1 - exponent)..]);
            return 1 - exponent + digits.Length;
        }
        var whole = exponent + 1;
        if (digits.Length <= whole)
        {
            digits.CopyTo(destination);
            destination[digits.Length..whole].Fill((byte)'0');
            return whole;
        }
        digits[..whole].CopyTo(destination);
        destination[whole] = (byte)'.';
        digits[whole..].CopyTo(destination[(whole + 1)..]);
        return digits.Length + 1;
    }

    static int PlaceScientific(Span<byte> destination, ReadOnlySpan<byte> digits, int exponent)
    {
        destination[0] = digits[0];
        var length = 1;
        if (digits.Length > 1)
        {
            destination[1] = (byte)'.';
            digits[1..].CopyTo(destination[2..]);
            length = digits.Length + 1;
        }
        destination[length++] = (byte)'e';
        destination[length++] = (byte)(exponent < 0 ? '-' : '+');
        exponent = Math.Abs(exponent);
        if (exponent < 10) destination[length++] = (byte)'0';
        return length + IntegerText.Format(destination[length..], (long)exponent);
    }
}
