using AotKv.Memory;

namespace AotKv.Engine.Catalog;

/// <summary>
/// Words the errors for names that no command has, exactly as Valkey does: what the client sent is cut at 128 bytes and
/// at a zero byte, and line breaks in it become blanks. Rare, so it may allocate.
/// </summary>
static class UnknownName
{
    const int ShownBytesMax = 128;

    public static byte[] Command(in Arguments request)
    {
        List<byte> text = [.. "ERR unknown command '"u8, .. Shown(request[0], ShownBytesMax)];
        text.AddRange("', with args beginning with: "u8);
        var argumentsAt = text.Count;
        for (var i = 1; i < request.Count && text.Count - argumentsAt < ShownBytesMax; i++)
        {
            var shown = Shown(request[i], ShownBytesMax - (text.Count - argumentsAt));
            text.Add((byte)'\'');
            text.AddRange(shown);
            text.AddRange("' "u8);
        }
        return WithoutLineBreaks(text);
    }

    public static byte[] Subcommand(in Arguments request)
    {
        List<byte> text = [.. "ERR unknown subcommand '"u8, .. Shown(request[1], ShownBytesMax)];
        text.AddRange("'. Try "u8);
        foreach (var letter in request[0])
            text.Add(letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter - ('a' - 'A')) : letter);
        text.AddRange(" HELP."u8);
        return WithoutLineBreaks(text);
    }

    static ReadOnlySpan<byte> Shown(ReadOnlySpan<byte> argument, int bytesMax)
    {
        var end = argument.IndexOf((byte)0);
        if (end >= 0) argument = argument[..end];
        return argument[..Math.Min(argument.Length, bytesMax)];
    }

    static byte[] WithoutLineBreaks(List<byte> text)
    {
        var bytes = text.ToArray();
        foreach (ref var each in bytes.AsSpan())
            if (each is (byte)'\r' or (byte)'\n') each = (byte)' ';
        return bytes;
    }
}
