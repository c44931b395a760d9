using System.Text;
using AotKv.Engine;

namespace AotKv.Commands.Server;

/// <summary>Answers with our own texts, which are strings. Not for what clients sent.</summary>
static class TextReply
{
    /// <summary>Longer texts are encoded on the heap.</summary>
    const int StackBytesMax = 512;

    public static void Bulk(in Reply reply, string text)
    {
        Span<byte> room = stackalloc byte[StackBytesMax];
        reply.Bulk(Encode(text, room));
    }

    public static void Simple(in Reply reply, string text)
    {
        Span<byte> room = stackalloc byte[StackBytesMax];
        reply.Simple(Encode(text, room));
    }

    static ReadOnlySpan<byte> Encode(string text, Span<byte> room) =>
        Encoding.UTF8.TryGetBytes(text, room, out var used) ? room[..used] : Encoding.UTF8.GetBytes(text);
}
