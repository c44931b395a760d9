using System.Text;

namespace AotKv.Wire.Numbers;

/// <summary>The words that stand for numbers.</summary>
static class NumberWords
{
    /// <summary>True for "inf" and "infinity" in any case, without a sign.</summary>
    public static bool IsInfinity(ReadOnlySpan<byte> text) =>
        Ascii.EqualsIgnoreCase(text, "inf"u8) || Ascii.EqualsIgnoreCase(text, "infinity"u8);
}
