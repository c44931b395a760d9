namespace AotKv.Commands.Documentation;

/// <summary>
/// Reads the arguments in a text, one after the other; the parts of one are left to a reader of their own.
/// <see cref="Argument"/> has the notation.
/// </summary>
ref struct ArgumentReader(ReadOnlySpan<byte> text)
{
    ReadOnlySpan<byte> rest = text;

    public bool TryNext(out Argument argument)
    {
        rest = rest.TrimStart(" \n"u8);
        var depth = 0;
        var end = 0;
        for (; end < rest.Length; end++)
        {
            var each = rest[end];
            if (each == '(') depth++;
            else if (each == ')') depth--;
            else if (depth == 0 && each is (byte)' ' or (byte)'\n') break;
        }
        argument = end == 0 ? default : new(rest[..end]);
        rest = rest[end..];
        return end > 0;
    }
}
