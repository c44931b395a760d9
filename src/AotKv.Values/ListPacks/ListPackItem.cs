namespace AotKv.Values.ListPacks;

/// <summary>One item of a listpack: a number, or a text that lies in the listpack. Valid until that changes.</summary>
public readonly ref struct ListPackItem
{
    /// <summary>The room that <see cref="AsSpan"/> needs.</summary>
    public const int ScratchBytes = 20;

    /// <summary>The number, where it is one.</summary>
    public readonly long Integer;

    /// <summary>The text, where it is no number.</summary>
    public readonly ReadOnlySpan<byte> Text;

    public readonly bool IsInteger;

    public ListPackItem(long integer)
    {
        Integer = integer;
        IsInteger = true;
    }

    public ListPackItem(ReadOnlySpan<byte> text) => Text = text;

    /// <summary>The bytes of the item as a client knows it.</summary>
    public int Length => IsInteger ? DecimalInteger.LengthOf(Integer) : Text.Length;

    /// <summary>The item as text: its own, or a number written to the scratch.</summary>
    public ReadOnlySpan<byte> AsSpan(Span<byte> scratch) =>
        IsInteger ? scratch[..DecimalInteger.Format(Integer, scratch)] : Text;

    /// <summary>Whether the item reads as this text.</summary>
    public bool Is(ReadOnlySpan<byte> text)
    {
        if (!IsInteger) return Text.SequenceEqual(text);
        return DecimalInteger.TryParse(text, out var number) && number == Integer;
    }
}
