namespace AotKv.Commands.Documentation;

/// <summary>
/// One argument of a command, as COMMAND DOCS describes it. A view of the text it was read from, which is in the
/// binary. The notation, whose parts are left out where they do not apply, of <c>pure-token</c> the type too:
/// <code>
/// name:type ?     optional          #0      the key spec it belongs to    ~text   how it is shown
///           *     more than once    @6.2.0  since                         =TOKEN  the word before it
///           +     its token too     !7.0.0  deprecated since              (...)   what it consists of
/// </code>
/// </summary>
readonly ref struct Argument
{
    public Argument(ReadOnlySpan<byte> text)
    {
        var parts = text.IndexOf((byte)'(');
        if (parts >= 0)
        {
            Parts = text[(parts + 1)..^1];
            text = text[..parts];
        }
        // A token may be any of the other signs, and a text shown may have a colon.
        var token = text.IndexOf((byte)'=');
        HasToken = token >= 0;
        if (HasToken)
        {
            Token = text[(token + 1)..];
            text = text[..token];
        }
        var shown = text.IndexOf((byte)'~');
        if (shown >= 0)
        {
            DisplayText = text[(shown + 1)..];
            text = text[..shown];
        }
        Name = FirstWord(text);
        text = text[Name.Length..];
        if (shown < 0) DisplayText = Name;
        Type = "pure-token"u8;
        while (!text.IsEmpty)
        {
            var sign = text[0];
            var word = FirstWord(text[1..]);
            text = text[(1 + word.Length)..];
            switch (sign)
            {
                case (byte)':': Type = word; break;
                case (byte)'?': IsOptional = true; break;
                case (byte)'*': IsMultiple = true; break;
                case (byte)'+': IsTokenMultiple = true; break;
                case (byte)'#': KeySpecIndex = word; break;
                case (byte)'@': Since = word; break;
                case (byte)'!': DeprecatedSince = word; break;
            }
        }
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Type { get; }

    public ReadOnlySpan<byte> DisplayText { get; }

    /// <summary>A number in digits, or empty where it is no key.</summary>
    public ReadOnlySpan<byte> KeySpecIndex { get; }

    /// <summary>MIGRATE has one that is empty.</summary>
    public bool HasToken { get; }

    public ReadOnlySpan<byte> Token { get; }

    public ReadOnlySpan<byte> Since { get; }

    public ReadOnlySpan<byte> DeprecatedSince { get; }

    public bool IsOptional { get; }

    public bool IsMultiple { get; }

    public bool IsTokenMultiple { get; }

    /// <summary>The arguments it consists of, or has one of, for an <see cref="ArgumentReader"/>.</summary>
    public ReadOnlySpan<byte> Parts { get; }

    static ReadOnlySpan<byte> FirstWord(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny(":?*+#@!"u8);
        return end < 0 ? text : text[..end];
    }
}
