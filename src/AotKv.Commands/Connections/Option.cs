using System.Text;

namespace AotKv.Commands.Connections;

/// <summary>Compares an argument with an option's name.</summary>
static class Option
{
    /// <summary>Whether the argument is this word, in any case of its letters.</summary>
    public static bool Is(ReadOnlySpan<byte> argument, ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(argument, word);
}
