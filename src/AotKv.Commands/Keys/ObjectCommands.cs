using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;

namespace AotKv.Commands.Keys;

/// <summary>OBJECT: how a value is held. Asking does not count as using the key.</summary>
[CommandContainer("OBJECT", Group = "generic", Since = "2.2.3", Complexity = "Depends on the subcommand.",
    Summary = "Holds the commands on how values are held.", Syntax = "OBJECT")]
static class ObjectCommands
{
    const string Tips = "NONDETERMINISTIC_OUTPUT";

    [Command("OBJECT|ENCODING", Arity = 3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Keyspace,
        Keys = Touches.Second, KeyFlags = KeyFlags.RO, Group = "generic", Since = "2.2.3", Complexity = "O(1)",
        Tips = Tips, Syntax = "OBJECT ENCODING key", Summary = "Names the way in which a value is stored.")]
    internal static void Encoding(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (keys.TryGetEncodingName(call.KeyAt(2), out var name)) reply.Bulk(name);
        else reply.Null();
    }

    /// <summary>No value is shared between keys here, so the count is always 1.</summary>
    [Command("OBJECT|REFCOUNT", Arity = 3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Keyspace,
        Keys = Touches.Second, KeyFlags = KeyFlags.RO, Group = "generic", Since = "2.2.3", Complexity = "O(1)",
        Tips = Tips, Syntax = "OBJECT REFCOUNT key", Summary = "How many keys share a value.")]
    internal static void ReferenceCount(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (keys.IsHeld(call.KeyAt(2))) reply.Integer(1);
        else reply.Null();
    }

    [Command("OBJECT|IDLETIME", Arity = 3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Keyspace,
        Keys = Touches.Second, KeyFlags = KeyFlags.RO, Group = "generic", Since = "2.2.3", Complexity = "O(1)",
        Tips = Tips, Syntax = "OBJECT IDLETIME key", Summary = "The seconds since a key was last used.")]
    internal static void IdleTime(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!keys.TryGetIdleSeconds(call.KeyAt(2), out var seconds)) reply.Null();
        else if (!keys.Settings.CountsUse) reply.Integer(seconds);
        else
        {
            reply.Error(
                "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when "u8,
                SwitchingNote);
        }
    }

    static ReadOnlySpan<byte> SwitchingNote =>
        "switching between policies at runtime LRU and LFU data will take some time to adjust."u8;

    [Command("OBJECT|FREQ", Arity = 3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Keyspace,
        Keys = Touches.Second, KeyFlags = KeyFlags.RO, Group = "generic", Since = "4.0.0", Complexity = "O(1)",
        Tips = Tips, Syntax = "OBJECT FREQ key", Summary = "How often a key is used, on a logarithmic scale.")]
    internal static void Frequency(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!keys.TryGetFrequency(call.KeyAt(2), out var frequency)) reply.Null();
        else if (keys.Settings.CountsUse) reply.Integer(frequency);
        else
        {
            reply.Error(
                "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when "u8,
                SwitchingNote);
        }
    }

    [Command("OBJECT|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
        Acl = AclCategories.Keyspace, Group = "generic", Since = "6.2.0", Complexity = "O(1)",
        Syntax = "OBJECT HELP", Summary = "Lists the subcommands.")]
    internal static void Help(in Call call, ref Reply reply) => HelpText.Answer(reply, "OBJECT",
    [
        "ENCODING <key>",
        "    Return the kind of internal representation used in order to store the value",
        "    associated with a <key>.",
        "FREQ <key>",
        "    Return the access frequency index of the <key>. The returned integer is",
        "    proportional to the logarithm of the recent access frequency of the key.",
        "IDLETIME <key>",
        "    Return the idle time of the <key>, that is the approximated number of",
        "    seconds elapsed since the last access to the key.",
        "REFCOUNT <key>",
        "    Return the number of references of the value associated with the specified",
        "    <key>.",
    ]);
}
