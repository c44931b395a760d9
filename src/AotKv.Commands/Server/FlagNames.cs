using System.Numerics;
using AotKv.Engine;
using AotKv.Engine.Catalog;

namespace AotKv.Commands.Server;

/// <summary>
/// What COMMAND calls the flags and categories, at the places of their bits. An empty name is not shown.
/// </summary>
static class FlagNames
{
    static readonly string[] commandFlags =
    [
        "write", "readonly", "denyoom", "module", "admin", "pubsub", "noscript", "blocking", "loading", "stale",
        "skip_monitor", "skip_commandlog", "asking", "fast", "no_auth", "no_mandatory_keys", "no_async_loading",
        "no_multi", "movablekeys", "allow_busy",
    ];

    static readonly string[] keyFlags =
    [
        "RO", "RW", "OW", "RM", "access", "update", "insert", "delete", "not_key", "incomplete", "variable_flags",
    ];

    static readonly string[] categories =
    [
        "@keyspace", "@read", "@write", "@set", "@sortedset", "@list", "@hash", "@string", "@bitmap", "@hyperloglog",
        "@geo", "@stream", "@pubsub", "@admin", "@fast", "@slow", "@blocking", "@dangerous", "@connection",
        "@transaction", "@scripting",
    ];

    public static void Answer(in Reply reply, CommandFlags flags) => Answer(reply, (uint)flags, commandFlags);

    public static void Answer(in Reply reply, KeyFlags flags) => Answer(reply, (uint)flags, keyFlags);

    public static void Answer(in Reply reply, AclCategories flags) => Answer(reply, (uint)flags, categories);

    /// <summary>The category of this name, in any case and without its '@'; None where there is none.</summary>
    public static AclCategories CategoryOf(ReadOnlySpan<byte> name)
    {
        for (var bit = 0; bit < categories.Length; bit++)
            if (System.Text.Ascii.EqualsIgnoreCase(name, categories[bit].AsSpan(1))) return (AclCategories)(1u << bit);
        return AclCategories.None;
    }

    static void Answer(in Reply reply, uint bits, string[] names)
    {
        bits &= (1u << names.Length) - 1;
        reply.Set(BitOperations.PopCount(bits));
        for (; bits != 0; bits &= bits - 1) TextReply.Simple(reply, names[BitOperations.TrailingZeroCount(bits)]);
    }
}
