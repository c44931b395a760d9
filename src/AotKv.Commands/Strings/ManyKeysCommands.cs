using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Strings;

/// <summary>Commands on the strings at many keys.</summary>
static class ManyKeysCommands
{
    /// <summary>A key of another type is as good as none here.</summary>
    [Command("MGET", Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.String,
        Keys = Touches.All, FanOut = Merge.Array, Group = "string", Since = "1.0.0",
        Complexity = "O(N), N being the number of keys.", Tips = "REQUEST_POLICY:MULTI_SHARD",
        Syntax = "MGET key [key ...]", Summary = "The strings at some keys.")]
    internal static void MGet(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        reply.Array(call.Count - 1);
        var ahead = keys.Ahead(call);
        while (ahead.TryNext(out var i))
        {
            var key = ahead.At(i);
            if (keys.FindString(key, out var value) == Lookup.Found) StringReply.Bulk(reply, keys, key, value);
            else reply.Null();
        }
    }

    [Command("MSET", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.String,
        Keys = Touches.Pairs, KeyFlags = KeyFlags.OW | KeyFlags.Update, FanOut = Merge.Ok, Group = "string",
        Since = "1.0.1", Complexity = "O(N), N being the number of keys.",
        Tips = "REQUEST_POLICY:MULTI_SHARD RESPONSE_POLICY:ALL_SUCCEEDED", Syntax = "MSET key value [key value ...]",
        Summary = "Makes keys strings, all at one instant.")]
    internal static void MSet(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (call.Count % 2 == 0)
        {
            reply.Error("ERR wrong number of arguments for 'mset' command"u8);
            return;
        }
        SetAll(call, keys);
        reply.Ok();
    }

    [Command("MSETNX", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.String,
        Keys = Touches.Pairs, KeyFlags = KeyFlags.OW | KeyFlags.Insert, Group = "string", Since = "1.0.1",
        Complexity = "O(N), N being the number of keys.", Syntax = "MSETNX key value [key value ...]",
        Summary = "Makes keys strings where none of them exists.")]
    internal static void MSetIfMissing(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (call.Count % 2 == 0)
        {
            reply.Error("ERR wrong number of arguments for 'msetnx' command"u8);
            return;
        }
        for (var i = 1; i < call.Count; i += 2)
        {
            if (!keys.Exists(call.KeyAt(i))) continue;
            reply.Integer(0);
            return;
        }
        SetAll(call, keys);
        reply.Integer(1);
    }

    [Command("MSETEX", Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.String,
        FanOut = Merge.One, WholeWith = "NX XX", Group = "string", Since = "9.1.0",
        Complexity = "O(N), N being the number of keys.",
        Tips = "REQUEST_POLICY:MULTI_SHARD RESPONSE_POLICY:ALL_SUCCEEDED",
        Syntax = "MSETEX numkeys key value [key value ...] [NX|XX] [EX seconds|PX milliseconds|" +
            "EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]",
        Summary = "Makes keys strings that expire together, all at one instant, if none or all of them exist.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update, CountAt = 0, FirstKey = 1, Step = 2)]
    internal static void MSetWithExpiry(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerText.TryParse(call[1], out var count) || count is < 1 or > int.MaxValue)
        {
            reply.Error("ERR invalid numkeys value or out of range"u8);
            return;
        }
        var end = 2 + (call.IsPiece ? 1 : count) * 2;
        if (end > call.Count || !SetOptions.TryRead(call, (int)end, out var options)
            || options.AnswersOld || options.Condition == SetCondition.IfEqual)
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        if (!options.Expiry.TryReadDeadline(
            call, reply, "ERR invalid expire time in 'msetex' command"u8, out var deadline)) return;
        if (!AllAre(options.Condition, call, keys, (int)end))
        {
            reply.Integer(0);
            return;
        }
        var expiry = options.Expiry.HasTime ? Expiry.At(deadline)
            : options.Expiry.Kind == ExpiryKind.Keep ? Expiry.Keep : Expiry.None;
        for (var i = 2; i < end; i += 2) StringStore.Set(keys, call.KeyAt(i), call[i + 1], expiry);
        reply.Integer(1);
    }

    static bool AllAre(SetCondition condition, in Call call, in Keyspace keys, int end)
    {
        if (condition == SetCondition.Always) return true;
        for (var i = 2; i < end; i += 2)
            if (keys.Exists(call.KeyAt(i)) != (condition == SetCondition.IfExists)) return false;
        return true;
    }

    static void SetAll(in Call call, in Keyspace keys)
    {
        var ahead = new KeysAhead(call, keys, step: 2);
        while (ahead.TryNext(out var i)) StringStore.Set(keys, ahead.At(i), call[i + 1], Expiry.None);
    }
}
