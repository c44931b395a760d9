using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values;

namespace AotKv.Commands.Strings;

/// <summary>SET and the older commands that say one of its options by their names.</summary>
static class SetCommands
{
    const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom;

    [Command("SET", Arity = -3, Flags = Writes, Acl = AclCategories.String, KeyHook = KeyHook.Set,
        Group = "string", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "SET key value [NX|XX|IFEQ comparison-value] [GET] [EX seconds|PX milliseconds|" +
            "EXAT unix-time-seconds|PXAT unix-time-milliseconds|KEEPTTL]",
        Summary = "Makes a key a string, whatever it was before.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Access | KeyFlags.Update | KeyFlags.VariableFlags,
        Notes = "Read only where GET is given.")]
    internal static void Set(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (call.Count > 3)
        {
            SetWithOptions(call, keys, reply);
            return;
        }
        StringStore.Set(keys, call.Key, call[2], Expiry.None);
        reply.Ok();
    }

    /// <summary>The order of the checks is Valkey's: syntax, time, type for GET, type for IFEQ, conditions.</summary>
    static void SetWithOptions(in Call call, in Keyspace keys, in Reply reply)
    {
        if (!SetOptions.TryRead(call, position: 3, out var options))
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        if (!options.Expiry.TryReadDeadline(
            call, reply, "ERR invalid expire time in 'set' command"u8, out var deadline)) return;
        if (options.AnswersOld && !StringReply.TryAnswer(call, keys.Reader, reply, out _)) return;
        var condition = Check(options, call, keys);
        if (condition == Lookup.Found)
        {
            Store(call, keys, call[2], options.Expiry, deadline);
            if (!options.AnswersOld) reply.Ok();
        }
        else if (options.AnswersOld) return;
        else if (condition == Lookup.WrongType) reply.Error(CommandError.WrongType);
        else reply.Null();
    }

    /// <summary>Found where the condition holds, Missing where it does not.</summary>
    static Lookup Check(in SetOptions options, in Call call, in Keyspace keys)
    {
        switch (options.Condition)
        {
            case SetCondition.IfMissing: return keys.Exists(call.Key) ? Lookup.Missing : Lookup.Found;
            case SetCondition.IfExists: return keys.Exists(call.Key) ? Lookup.Found : Lookup.Missing;
            case SetCondition.IfEqual:
                var lookup = keys.FindString(call.Key, out var value);
                if (lookup != Lookup.Found) return lookup;
                Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
                return value.View(scratch).SequenceEqual(call[options.Comparison]) ? Lookup.Found : Lookup.Missing;
            default: return Lookup.Found;
        }
    }

    /// <summary>A key that would be born expired is deleted instead.</summary>
    static void Store(
        in Call call, in Keyspace keys, ReadOnlySpan<byte> value, in ExpiryOption option, long deadline)
    {
        if (option.HasTime && deadline <= call.Now && keys.DropsPast(call.Key)) keys.RemoveExpired(call.Key);
        else if (option.HasTime) StringStore.Set(keys, call.Key, value, Expiry.At(deadline));
        else StringStore.Set(keys, call.Key, value, option.Kind == ExpiryKind.Keep ? Expiry.Keep : Expiry.None);
    }

    [Command("SETNX", Arity = 3, Flags = Writes | CommandFlags.Fast, Acl = AclCategories.String,
        Keys = Touches.First, KeyFlags = KeyFlags.OW | KeyFlags.Insert, Group = "string", Since = "1.0.0",
        Complexity = "O(1)", Syntax = "SETNX key value", Summary = "Makes a key a string where there is no such key.")]
    internal static void SetIfMissing(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (keys.Exists(call.Key))
        {
            reply.Integer(0);
            return;
        }
        StringStore.Set(keys, call.Key, call[2], Expiry.None);
        reply.Integer(1);
    }

    [Command("SETEX", Arity = 4, Flags = Writes, Acl = AclCategories.String,
        Keys = Touches.First, KeyFlags = KeyFlags.OW | KeyFlags.Update, Group = "string", Since = "2.0.0",
        Complexity = "O(1)", Syntax = "SETEX key seconds value",
        Summary = "Makes a key a string that expires after some seconds.")]
    internal static void SetForSeconds(in Call call, in Keyspace keys, ref Reply reply) => SetFor(
        call, keys, reply, ExpiryKind.AfterSeconds, "ERR invalid expire time in 'setex' command"u8);

    [Command("PSETEX", Arity = 4, Flags = Writes, Acl = AclCategories.String,
        Keys = Touches.First, KeyFlags = KeyFlags.OW | KeyFlags.Update, Group = "string", Since = "2.6.0",
        Complexity = "O(1)", Syntax = "PSETEX key milliseconds value",
        Summary = "Makes a key a string that expires after some milliseconds.")]
    internal static void SetForMilliseconds(in Call call, in Keyspace keys, ref Reply reply) => SetFor(
        call, keys, reply, ExpiryKind.AfterMilliseconds, "ERR invalid expire time in 'psetex' command"u8);

    static void SetFor(
        in Call call, in Keyspace keys, in Reply reply, ExpiryKind kind, ReadOnlySpan<byte> invalidTime)
    {
        var option = new ExpiryOption(kind, argument: 2);
        if (!option.TryReadDeadline(call, reply, invalidTime, out var deadline)) return;
        StringStore.Set(keys, call.Key, call[3], Expiry.At(deadline));
        reply.Ok();
    }

    [Command("GETSET", Arity = 3, Flags = Writes | CommandFlags.Fast, Acl = AclCategories.String,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Update, Group = "string",
        Since = "1.0.0", Complexity = "O(1)", Syntax = "GETSET key value",
        Summary = "Makes a key a string and answers with its value before.")]
    internal static void GetSet(in Call call, in Keyspace keys, ref Reply reply)
    {
        // Reply first: setting the key frees the bytes that are answered.
        if (!StringReply.TryAnswer(call, keys.Reader, reply, out _)) return;
        StringStore.Set(keys, call.Key, call[2], Expiry.None);
    }

    [Command("DELIFEQ", Arity = 3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.String,
        Keys = Touches.First, KeyFlags = KeyFlags.RM | KeyFlags.Delete, Group = "string", Since = "9.0.0",
        Complexity = "O(1)", Syntax = "DELIFEQ key value", Summary = "Deletes a key whose string is a given one.")]
    internal static void DeleteIfEqual(in Call call, in Keyspace keys, ref Reply reply)
    {
        var lookup = keys.FindString(call.Key, out var value);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        var isEqual = lookup == Lookup.Found && value.View(scratch).SequenceEqual(call[2]);
        if (isEqual)
        {
            keys.Remove(call.Key);
            keys.Notify(KeyspaceEvents.Generic, "del"u8, call.Key);
        }
        reply.Integer(isEqual ? 1 : 0);
    }
}
