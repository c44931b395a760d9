using AotKv.Engine;

namespace AotKv.Commands.Keys;

/// <summary>Errors that repeat what the client sent. Rare, so they may allocate.</summary>
static class QuotedError
{
    /// <summary>
    /// Answers with the argument between two texts. As in Valkey, a zero byte ends it;
    /// <see cref="Reply.Error(ReadOnlySpan{byte})"/> sees to
    /// line breaks.
    /// </summary>
    public static void Answer(
        in Reply reply, ReadOnlySpan<byte> before, ReadOnlySpan<byte> argument, ReadOnlySpan<byte> after)
    {
        var end = argument.IndexOf((byte)0);
        if (end >= 0) argument = argument[..end];
        byte[] text = [.. before, .. argument, .. after];
        reply.Error(text);
    }
}
