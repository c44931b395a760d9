using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Memory;
using AotKv.Values.Collections;
using AotKv.Values.Hashes;
using AotKv.Values.Lists;
using AotKv.Values.Sets;
using AotKv.Values.SortedSets;
using AotKv.Values.Streams;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>RESTORE: makes a key of what DUMP wrote, here or in Valkey or Redis. The bytes may be damaged.</summary>
static class RestoreCommands
{
    /// <summary>A later product may have given this form, and those above it, another meaning.</summary>
    const RdbValueType ForeignFormMin = RdbValueType.Hash2;

    [Command("RESTORE", Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.Keyspace | AclCategories.Dangerous, Keys = Touches.First,
        KeyFlags = KeyFlags.OW | KeyFlags.Update, Group = "generic", Since = "2.6.0",
        Complexity = "O(N), N being the bytes of the value; O(N*log(N)) for sorted sets.",
        Syntax = "RESTORE key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]",
        Summary = "Makes a key of what DUMP wrote.")]
    internal static void Restore(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!RestoreOptions.TryRead(call, position: 4, reply, out var options)) return;
        var key = call.Key;
        if (!options.Replaces && keys.Exists(key))
        {
            reply.Error("BUSYKEY Target key name already exists."u8);
            return;
        }
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var timeToLive)) return;
        if (timeToLive < 0)
        {
            reply.Error("ERR Invalid TTL value, must be >= 0"u8);
            return;
        }
        if (!DumpFooter.IsRight(call[3], keys.Settings.ChecksDumpVersions, out var isForeign))
        {
            reply.Error("ERR DUMP payload version or checksum are wrong"u8);
            return;
        }
        var reader = new RdbReader(call[3]);
        if (reader.TryReadByte(out var form) && isForeign && form >= (byte)ForeignFormMin)
        {
            QuotedError.Answer(reply, "ERR Unsupported foreign data type: "u8, Decimal(form), default);
            return;
        }
        var deadline = timeToLive == 0 || options.IsAbsolute ? timeToLive : SaturatedSum(call.Now, timeToLive);
        if (!TryStore(call, keys, (RdbValueType)form, ref reader, deadline))
        {
            reply.Error("ERR Bad data format"u8);
            return;
        }
        keys.SetUse(key, options.IdleSeconds, options.Frequency);
        reply.Ok();
    }

    [Command("RESTORE-ASKING", Arity = -4,
        Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Asking,
        Acl = AclCategories.Keyspace | AclCategories.Dangerous, Keys = Touches.First,
        KeyFlags = KeyFlags.OW | KeyFlags.Update, Group = "server", Since = "3.0.0", IsSystemCommand = true,
        Complexity = "O(N), N being the bytes of the value; O(N*log(N)) for sorted sets.",
        Syntax = "RESTORE-ASKING key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]",
        Summary = "RESTORE while the key's slot moves between nodes.")]
    internal static void RestoreAsking(in Call call, in Keyspace keys, ref Reply reply) =>
        Restore(call, keys, ref reply);

    static bool TryStore(
        in Call call, in Keyspace keys, RdbValueType form, ref RdbReader reader, long deadline)
    {
        var scratch = new NativeList<byte>();
        var isStored = form switch
        {
            RdbValueType.String => TryStoreString(call, keys, ref reader, ref scratch, deadline),
            RdbValueType.List or RdbValueType.ListZipList or RdbValueType.ListQuickList
                or RdbValueType.ListQuickList2 =>
                TryStore<ListValue, ListDump>(call, keys, form, ref reader, ref scratch, deadline),
            RdbValueType.Set or RdbValueType.SetIntSet or RdbValueType.SetListPack =>
                TryStore<SetValue, SetDump>(call, keys, form, ref reader, ref scratch, deadline),
            RdbValueType.SortedSet or RdbValueType.SortedSet2 or RdbValueType.SortedSetZipList
                or RdbValueType.SortedSetListPack =>
                TryStore<SortedSetValue, SortedSetDump>(call, keys, form, ref reader, ref scratch, deadline),
            RdbValueType.Hash or RdbValueType.Hash2 or RdbValueType.HashZipMap or RdbValueType.HashZipList
                or RdbValueType.HashListPack =>
                TryStore<HashValue, HashDump>(call, keys, form, ref reader, ref scratch, deadline),
            RdbValueType.StreamListPacks or RdbValueType.StreamListPacks2 or RdbValueType.StreamListPacks3 =>
                TryStore<StreamValue, StreamDump>(call, keys, form, ref reader, ref scratch, deadline),
            _ => false,
        };
        scratch.Dispose();
        return isStored;
    }

    static bool TryStoreString(
        in Call call, in Keyspace keys, ref RdbReader reader, ref NativeList<byte> scratch, long deadline)
    {
        if (!reader.TryReadText(ref scratch, out var text)) return false;
        if (!TryMakeRoom(call, keys, deadline)) return true;
        keys.SetString(call.Key, text, ExpiryAt(deadline));
        keys.Notify(KeyspaceEvents.Generic, "restore"u8, call.Key);
        return true;
    }

    static bool TryStore<TValue, TDump>(
        in Call call, in Keyspace keys, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch,
        long deadline)
        where TValue : struct, IValueView<TValue>
        where TDump : struct, IValueDump<TValue>
    {
        var key = call.Key;
        var value = keys.Begin<TValue>(key);
        var isSound = TDump.TryRead(value, form, ref reader, ref scratch);
        if (isSound && TryMakeRoom(call, keys, deadline))
        {
            keys.Store(key, value, ExpiryAt(deadline));
            keys.Notify(KeyspaceEvents.Generic, "restore"u8, key);
        }
        else keys.Discard(key, value);
        return isSound;
    }

    /// <summary>
    /// Deletes what is to be replaced. False where nothing is to take its place, as the time of expiry has passed.
    /// </summary>
    static bool TryMakeRoom(in Call call, in Keyspace keys, long deadline)
    {
        var isPast = deadline != 0 && deadline <= call.Now && keys.DropsPast(call.Key);
        var isDeleted = keys.RemoveStored(call.Key, changes: isPast ? 1 : 0);
        if (isPast && isDeleted) keys.Notify(KeyspaceEvents.Generic, "del"u8, call.Key);
        return !isPast;
    }

    static Expiry ExpiryAt(long deadline) => deadline == 0 ? Expiry.None : Expiry.At(deadline);

    static long SaturatedSum(long now, long timeToLive) =>
        timeToLive > long.MaxValue - now ? long.MaxValue : now + timeToLive;

    static ReadOnlySpan<byte> Decimal(byte number) => System.Text.Encoding.ASCII.GetBytes($"{number}");
}
