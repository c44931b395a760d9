using AotKv.Engine;

namespace AotKv.Commands.Streams;

/// <summary>Errors that name a group which is not there. As in Valkey, a zero byte ends a name.</summary>
static class GroupError
{
    /// <summary>Neither is said to be missing: the key or the group.</summary>
    public static void NoKeyOrGroup(
        in Reply reply, ReadOnlySpan<byte> key, ReadOnlySpan<byte> group, ReadOnlySpan<byte> end = default) =>
        Answer(reply, "NOGROUP No such key '"u8, key, "' or consumer group '"u8, group, end);

    public static void NoGroup(in Reply reply, ReadOnlySpan<byte> group, ReadOnlySpan<byte> key) =>
        Answer(reply, "NOGROUP No such consumer group '"u8, group, "' for key name '"u8, key, end: default);

    static void Answer(
        in Reply reply, ReadOnlySpan<byte> before, ReadOnlySpan<byte> first, ReadOnlySpan<byte> between,
        ReadOnlySpan<byte> second, ReadOnlySpan<byte> end)
    {
        byte[] text = [.. before, .. Shown(first), .. between, .. Shown(second), (byte)'\'', .. end];
        reply.Error(text);
    }

    static ReadOnlySpan<byte> Shown(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)0);
        return end < 0 ? name : name[..end];
    }
}
