using AotKv.Engine;
using AotKv.Memory;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Keys;

/// <summary>
/// The reply of one SCAN, SSCAN, HSCAN or ZSCAN: what was met is kept in the protocol's form, because the cursor stands
/// before it and is known only after it. Lives on the stack; its list is the one native block such a command allocates.
/// </summary>
ref struct ScanReply : IDisposable
{
    /// <summary>
    /// One call looks at COUNT elements or more, but at most at this many times COUNT buckets: a sparse table must not
    /// hold the shard.
    /// </summary>
    const long StepsPerCount = 10;

    /// <summary>What a bulk string takes beside its bytes, at most.</summary>
    const int FrameBytes = 1 + IntegerText.BytesMax + 4;

    /// <summary>What the first text makes room for: a call with the usual COUNT never grows it.</summary>
    const int FirstRoomBytes = 1024;

    NativeList<byte> encoded;

    /// <summary>The texts kept.</summary>
    public long Count { get; private set; }

    /// <summary>How many buckets one call may look at.</summary>
    public static long StepsMax(in ScanOptions options) =>
        options.Count > long.MaxValue / StepsPerCount ? long.MaxValue : options.Count * StepsPerCount;

    /// <summary>Reads a walk's cursor; what is none is answered with an error.</summary>
    public static bool TryReadCursor(in Call call, int position, in Reply reply, out ulong cursor)
    {
        if (ScanCursor.TryParse(call[position], out cursor)) return true;
        reply.Error("ERR invalid cursor"u8);
        return false;
    }

    /// <summary>The answer of a scan that found nothing to walk over.</summary>
    public static void AnswerEmpty(in Reply reply)
    {
        reply.Array(2);
        reply.Bulk("0"u8);
        reply.Array(0);
    }

    public void Add(scoped ReadOnlySpan<byte> text)
    {
        if (Count++ == 0) encoded.EnsureRoom(FirstRoomBytes);
        var room = encoded.EnsureRoom(text.Length + FrameBytes);
        room[0] = (byte)'$';
        var used = 1 + IntegerText.Format(room[1..], (long)text.Length);
        "\r\n"u8.CopyTo(room[used..]);
        text.CopyTo(room[(used + 2)..]);
        used += text.Length + 2;
        "\r\n"u8.CopyTo(room[used..]);
        encoded.Advance(used + 2);
    }

    public readonly void Answer(in Reply reply, ulong cursor)
    {
        Span<byte> text = stackalloc byte[IntegerText.BytesMax];
        reply.Array(2);
        reply.Bulk(text[..IntegerText.Format(text, cursor)]);
        reply.Array(Count);
        reply.Raw(encoded.Span);
    }

    public void Dispose() => encoded.Dispose();
}
