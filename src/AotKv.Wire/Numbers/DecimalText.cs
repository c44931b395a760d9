namespace AotKv.Wire.Numbers;

/// <summary>
/// An unsigned decimal number such as 12.5e-3 taken apart: its value is <see cref="Digits"/> times 10 to the power
/// <see cref="Scale"/>, exactly so unless <see cref="Truncated"/>.
/// </summary>
readonly struct DecimalText
{
    const int DigitsMax = 19;

    // Larger than any exponent that matters, and small enough to add the length of any text to.
    const long ExponentMax = 1L << 40;

    /// <summary>The first 19 significant digits, as an integer.</summary>
    public ulong Digits { get; private init; }

    /// <summary>The power of ten of the last of them.</summary>
    public long Scale { get; private init; }

    /// <summary>True if further digits other than zero follow, which are left out.</summary>
    public bool Truncated { get; private init; }

    /// <summary>True if <paramref name="text"/> is digits with at most one point, then perhaps an exponent.</summary>
    public static bool TryScan(ReadOnlySpan<byte> text, out DecimalText scanned)
    {
        scanned = default;
        ulong digits = 0;
        var significant = 0;
        var truncated = false;
        long scale = 0;
        var point = -1;
        var position = 0;
        for (; position < text.Length; position++)
        {
            var digit = (uint)(text[position] - '0');
            if (digit > 9)
            {
                if (text[position] != '.' || point >= 0) break;
                point = position;
                continue;
            }
            if (significant < DigitsMax)
            {
                digits = digits * 10 + digit;
                if (digits != 0) significant++;
                if (point >= 0) scale--;
                continue;
            }
            truncated |= digit != 0;
            if (point < 0) scale++;
        }
        if (position == (point < 0 ? 0 : 1)) return false;
        if (position < text.Length)
        {
            if ((text[position] | 0x20) != 'e') return false;
            if (!TryScanExponent(text[(position + 1)..], out var exponent)) return false;
            scale += exponent;
        }
        scanned = new() { Digits = digits, Scale = scale, Truncated = truncated };
        return true;
    }

    /// <summary>Reads a signed exponent, of any length: what is out of every range stays so.</summary>
    public static bool TryScanExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        if (negative || (!text.IsEmpty && text[0] == '+')) text = text[1..];
        if (text.IsEmpty) return false;
        foreach (var digit in text)
        {
            if ((uint)(digit - '0') > 9) return false;
            exponent = Math.Min(exponent * 10 + (digit - '0'), ExponentMax);
        }
        if (negative) exponent = -exponent;
        return true;
    }
}
