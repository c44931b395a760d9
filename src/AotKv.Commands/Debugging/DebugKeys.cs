using System.Globalization;
using System.Text;
using AotKv.Commands.Connections;
using AotKv.Commands.Dumps;
using AotKv.Commands.Keys;
using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Values;
using AotKv.Values.Lists;
using AotKv.Wire.Checksums;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Debugging;

/// <summary>The subcommands of DEBUG that look at keys, or make some.</summary>
static class DebugKeys
{
    /// <summary>False where it is no subcommand of these.</summary>
    public static bool TryRun(in Call call, in Keyspace keys, in Reply reply)
    {
        var name = call[1];
        if (Option.Is(name, "OBJECT"u8) && call.Count is 3 or 4) Object(call, keys, reply);
        else if (Option.Is(name, "SDSLEN"u8) && call.Count == 3) Lengths(call, keys, reply);
        else if (Option.Is(name, "POPULATE"u8) && call.Count is >= 3 and <= 5) Populate(call, keys, reply);
        else if (Option.Is(name, "DIGEST"u8) && call.Count == 2) Digest(call, keys, reply);
        else if (Option.Is(name, "DIGEST-VALUE"u8)) DigestValues(call, keys, reply);
        else if (Option.Is(name, "HTSTATS"u8) && call.Count >= 3) Tables(call, keys, reply);
        else if (Option.Is(name, "HTSTATS-KEY"u8) && call.Count >= 3) TableOfKey(call, keys, reply);
        else return false;
        return true;
    }

    /// <summary>What "fast" leaves out is what the whole value must be gone through for.</summary>
    static void Object(in Call call, in Keyspace keys, in Reply reply)
    {
        var record = keys.FindStored(call.KeyAt(2));
        if (record.IsNone)
        {
            reply.Error(CommandError.NoSuchKey);
            return;
        }
        var isFast = call.Count == 4 && Option.Is(call[3], "FAST"u8);
        var text = new StringBuilder();
        var encoding = Encoding.ASCII.GetString(KeyStore.EncodingName(record));
        text.Append(CultureInfo.InvariantCulture, $"Value at:0x{record.Address:x} refcount:1 encoding:{encoding}");
        if (!isFast)
            text.Append(CultureInfo.InvariantCulture, $" serializedlength:{DumpCommands.LengthOf(record, keys)}");
        if (keys.Settings.CountsUse)
        {
            text.Append(CultureInfo.InvariantCulture, $" lfu_freq:{keys.FrequencyOf(call.KeyAt(2), record)}");
            text.Append(CultureInfo.InvariantCulture, $" lfu_access_time_minutes:{record.AccessClock >> 8}");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $" lru:{record.AccessClock}");
            text.Append(CultureInfo.InvariantCulture, $" lru_seconds_idle:{keys.IdleSecondsOf(call.KeyAt(2), record)}");
        }
        if (record is { Type: RecordType.List, Encoding: RecordEncoding.Root })
            AddBlocks(text, keys.Open<ListValue>(record), isFast);
        TextReply.Simple(reply, text.ToString());
    }

    /// <summary>The blocks of a list, by Valkey's names for them.</summary>
    static void AddBlocks(StringBuilder text, in ListValue list, bool isFast)
    {
        var shape = list.Shape;
        var average = (double)list.Count / shape.Blocks;
        text.Append(CultureInfo.InvariantCulture, $" ql_nodes:{shape.Blocks} ql_avg_node:{average:F2}");
        text.Append(CultureInfo.InvariantCulture, $" ql_listpack_max:{shape.Fill}");
        text.Append(CultureInfo.InvariantCulture, $" ql_compressed:{(shape.Depth > 0 ? 1 : 0)}");
        if (!isFast) text.Append(CultureInfo.InvariantCulture, $" ql_uncompressed_size:{list.BlockBytes}");
    }

    /// <summary>How a string is held, in Valkey's words: a value that is not embedded has a block of its own.</summary>
    static void Lengths(in Call call, in Keyspace keys, in Reply reply)
    {
        var record = keys.FindStored(call.KeyAt(2));
        if (record.IsNone) reply.Error(CommandError.NoSuchKey);
        else if (record.Type != RecordType.String || record.String.IsInteger)
            reply.Error("ERR Not an sds encoded string."u8);
        else
        {
            var value = record.String;
            var available = Math.Max(0, value.BlockBytes - value.Length);
            TextReply.Simple(reply, string.Create(CultureInfo.InvariantCulture,
                $"key_sds_len:{record.Key.Length} key_sds_avail:0 obj_alloc:{record.HeapBytes} " +
                $"val_sds_len:{value.Length} val_sds_avail:{available} val_alloc:{value.BlockBytes}"));
        }
    }

    static void Populate(in Call call, in Keyspace keys, in Reply reply)
    {
        if (!TryReadPositive(call, position: 2, reply, out var count)) return;
        var size = 0L;
        if (call.Count == 5 && !TryReadPositive(call, position: 4, reply, out size)) return;
        new KeyMaker(call.Count > 3 ? call[3] : "key"u8, (int)Math.Min(size, int.MaxValue)).Make(count, call, keys);
        reply.Ok();
    }

    static bool TryReadPositive(in Call call, int position, in Reply reply, out long value)
    {
        if (IntegerText.TryParse(call[position], out value) && value >= 0) return true;
        reply.Error("ERR value is out of range, must be positive"u8);
        return false;
    }

    static void Digest(in Call call, in Keyspace keys, in Reply reply)
    {
        Span<byte> digest = stackalloc byte[Sha1.HashBytes];
        DatasetDigest.Compute(keys, call.Now, digest);
        TextReply.Simple(reply, Convert.ToHexStringLower(digest));
    }

    static void DigestValues(in Call call, in Keyspace keys, in Reply reply)
    {
        Span<byte> digest = stackalloc byte[Sha1.HashBytes];
        reply.Array(call.Count - 2);
        for (var i = 2; i < call.Count; i++)
        {
            digest.Clear();
            var record = keys.FindStored(call.KeyAt(i));
            if (!record.IsNone) ValueDigest.Add(record, keys, call.Now, new DigestSum(digest));
            TextReply.Simple(reply, Convert.ToHexStringLower(digest));
        }
    }

    static void Tables(in Call call, in Keyspace keys, in Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var database)) return;
        if (database < 0 || database >= keys.DatabaseCount)
        {
            reply.Error("ERR Out of range database"u8);
            return;
        }
        var isFull = IsFull(call);
        var one = keys.InDatabase((int)database);
        var text = TableReport.Write(one.TableStatistics, one.CountExpiringKeys(), isFull);
        reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(text));
    }

    static void TableOfKey(in Call call, in Keyspace keys, in Reply reply)
    {
        var record = keys.FindStored(call.KeyAt(2));
        if (record.IsNone) reply.Error(CommandError.NoSuchKey);
        else if (KeyStore.TryGetTable(record, out var table))
            reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(TableReport.Write(table, IsFull(call))));
        else
            reply.Error("ERR The value stored at the specified key is not represented using an hash table"u8);
    }

    static bool IsFull(in Call call) => call.Count > 3 && Option.Is(call[3], "FULL"u8);
}
