using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Memory;
using AotKv.Values;
using AotKv.Values.Collections;
using AotKv.Values.Hashes;
using AotKv.Values.Lists;
using AotKv.Values.Sets;
using AotKv.Values.SortedSets;
using AotKv.Values.Streams;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>DUMP: a key's value as bytes that RESTORE takes, here and in Valkey.</summary>
static class DumpCommands
{
    [Command("DUMP", Arity = 2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Keyspace, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "generic", Since = "2.6.0",
        Tips = "NONDETERMINISTIC_OUTPUT", Complexity = "O(N), N being the bytes of the value.",
        Syntax = "DUMP key", Summary = "The value at a key in a form that RESTORE takes.")]
    internal static void Dump(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!keys.TryFind(call.Key, out var type))
        {
            reply.Null();
            return;
        }
        var payload = new NativeList<byte>();
        var writer = new RdbWriter(ref payload, keys.Settings.CompressesDumps);
        switch (type)
        {
            case RecordType.String: WriteString(call.Key, keys, writer); break;
            case RecordType.List: Write<ListValue, ListDump>(call.Key, keys, writer); break;
            case RecordType.Set: Write<SetValue, SetDump>(call.Key, keys, writer); break;
            case RecordType.SortedSet: Write<SortedSetValue, SortedSetDump>(call.Key, keys, writer); break;
            case RecordType.Hash: Write<HashValue, HashDump>(call.Key, keys, writer); break;
            case RecordType.Stream: Write<StreamValue, StreamDump>(call.Key, keys, writer); break;
        }
        DumpFooter.Append(ref payload);
        reply.Bulk(payload.Span);
        payload.Dispose();
    }

    /// <summary>The bytes of a stored value in an RDB file, without its type.</summary>
    internal static long LengthOf(Record record, in Keyspace keys)
    {
        var payload = new NativeList<byte>();
        var writer = new RdbWriter(ref payload, keys.Settings.CompressesDumps);
        switch (record.Type)
        {
            case RecordType.String: WriteString(record.String, writer); break;
            case RecordType.List: ListDump.Write(keys.Open<ListValue>(record), writer); break;
            case RecordType.Set: SetDump.Write(keys.Open<SetValue>(record), writer); break;
            case RecordType.SortedSet: SortedSetDump.Write(keys.Open<SortedSetValue>(record), writer); break;
            case RecordType.Hash: HashDump.Write(keys.Open<HashValue>(record), writer); break;
            case RecordType.Stream: StreamDump.Write(keys.Open<StreamValue>(record), writer); break;
        }
        var length = payload.Count - TypeBytes;
        payload.Dispose();
        return length;
    }

    const int TypeBytes = 1;

    static void WriteString(in Key key, in KeyspaceReader keys, in RdbWriter writer)
    {
        keys.OpenString(key, out var value);
        WriteString(value, writer);
    }

    static void WriteString(scoped in StringView value, in RdbWriter writer)
    {
        writer.Type(RdbValueType.String);
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        writer.Text(value.View(scratch));
    }

    static void Write<TValue, TDump>(in Key key, in KeyspaceReader keys, in RdbWriter writer)
        where TValue : struct, IValueView<TValue>
        where TDump : struct, IValueDump<TValue>
    {
        keys.Open<TValue>(key, out var value);
        TDump.Write(value, writer);
    }
}
