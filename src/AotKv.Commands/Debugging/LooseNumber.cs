using System.Buffers.Text;

namespace AotKv.Commands.Debugging;

/// <summary>
/// Reads numbers as C's atoi and strtod do, which Valkey uses for its own switches: what stands behind the number does
/// not matter, and what is none is 0.
/// </summary>
static class LooseNumber
{
    static ReadOnlySpan<byte> Blanks => " \t\n\v\f\r"u8;

    public static int Integer(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(Blanks);
        return Utf8Parser.TryParse(text, out int value, out _) ? value : 0;
    }

    public static double Double(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(Blanks);
        return Utf8Parser.TryParse(text, out double value, out _) ? value : 0;
    }
}
