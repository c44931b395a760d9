using System.Globalization;

namespace AotKv.Instance.Configuration;

/// <summary>Reads numbers as Valkey's configuration does: strictly, with memory units, or as C's strtoll.</summary>
public static class NumberText
{
    /// <summary>A canonical decimal: no plus, no blanks, no leading zeros, no minus zero.</summary>
    public static bool TryReadStrict(string text, out long value)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)) return false;
        return value.ToString(CultureInfo.InvariantCulture) == text;
    }

    /// <summary>
    /// A memory size such as 100, 5k, 5kb, 1M or 3GB: k is 1000, kb is 1024. Nothing but a unit is zero, and a size
    /// that overflows wraps, both as in Valkey; the number itself must fit 64 bits.
    /// </summary>
    public static bool TryReadMemory(string text, out ulong bytes)
    {
        bytes = 0;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (!TryReadUnit(text.AsSpan(digits), out var unit)) return false;
        if (digits == 0) return true;
        if (digits >= 128 || !ulong.TryParse(text.AsSpan(0, digits), CultureInfo.InvariantCulture, out var number))
            return false;
        bytes = unchecked(number * unit);
        return true;
    }

    /// <summary>C's strtoll over the whole text: blanks and a sign may lead, nothing is zero, it saturates.</summary>
    public static bool TryReadLoose(string text, out long value)
    {
        value = 0;
        var at = 0;
        while (at < text.Length && IsBlank(text[at])) at++;
        var isNegative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is '-' or '+') at++;
        if (at == text.Length) return text.Length == 0;
        var magnitude = default(UInt128);
        for (; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at])) return false;
            if (magnitude <= ulong.MaxValue) magnitude = magnitude * 10 + (uint)(text[at] - '0');
        }

        var limit = isNegative ? (UInt128)long.MaxValue + 1 : (UInt128)long.MaxValue;
        if (magnitude > limit) magnitude = limit;
        value = isNegative ? unchecked(-(long)(ulong)magnitude) : (long)magnitude;
        return true;
    }

    public static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\v' or '\f' or '\r';

    static bool TryReadUnit(ReadOnlySpan<char> text, out ulong unit)
    {
        unit = text switch
        {
            "" or "b" or "B" => 1,
            "k" or "K" => 1000,
            "m" or "M" => 1000 * 1000,
            "g" or "G" => 1000 * 1000 * 1000,
            _ when text.Equals("kb", StringComparison.OrdinalIgnoreCase) => 1024,
            _ when text.Equals("mb", StringComparison.OrdinalIgnoreCase) => 1024 * 1024,
            _ when text.Equals("gb", StringComparison.OrdinalIgnoreCase) => 1024 * 1024 * 1024,
            _ => 0,
        };
        return unit != 0;
    }
}
