using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Memory;
using AotKv.Values;
using AotKv.Values.Bitmaps;

namespace AotKv.Commands.Bitmaps;

/// <summary>BITOP: a string made of the bits of others. Exclusive where the keys are on different shards.</summary>
static class BitOperationCommands
{
    const int FirstSource = 3;

    [Command("BITOP", Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Bitmap,
        Group = "bitmap", Since = "2.6.0", Complexity = "O(N), N being the number of bytes of all strings.",
        Syntax = "BITOP <AND|OR|XOR|NOT> destkey key [key ...]",
        Summary = "Combines the bits of strings, and stores the result at a key.")]
    [KeySpec(2, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(3, KeyFlags.RO | KeyFlags.Access, Last = -1)]
    internal static void BitOp(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!TryParse(call[1], out var operation))
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        if (operation == BitOperation.Not && call.Count != 4)
        {
            reply.Error("ERR BITOP NOT must be called with a single source key."u8);
            return;
        }
        var sources = new BitSources();
        if (Gather(call, keys.Reader, ref sources)) reply.Integer(Store(call, keys, operation, ref sources));
        else reply.Error(CommandError.WrongType);
        sources.Dispose();
    }

    static bool TryParse(ReadOnlySpan<byte> name, out BitOperation operation)
    {
        operation = BitOperation.And;
        if (Option.Is(name, "AND"u8)) return true;
        operation = BitOperation.Or;
        if (Option.Is(name, "OR"u8)) return true;
        operation = BitOperation.Xor;
        if (Option.Is(name, "XOR"u8)) return true;
        operation = BitOperation.Not;
        return Option.Is(name, "NOT"u8);
    }

    /// <summary>Finds the sources; false where one is no string.</summary>
    static bool Gather(in Call call, in KeyspaceReader keys, ref BitSources sources)
    {
        for (var i = FirstSource; i < call.Count; i++)
        {
            var lookup = keys.FindString(call.KeyAt(i), out var value);
            if (lookup == Lookup.WrongType) return false;
            if (lookup == Lookup.Found) sources.Add(value, isDestination: call[i].SequenceEqual(call[2]));
            else sources.AddMissing();
        }
        return true;
    }

    /// <summary>
    /// Computes into the destination where it stands; it may be a source too, and is as long as the longest then.
    /// Returns the length.
    /// </summary>
    static int Store(in Call call, in Keyspace keys, BitOperation operation, ref BitSources sources)
    {
        var destination = call.KeyAt(2);
        var length = sources.LengthMax;
        if (length == 0)
        {
            if (keys.RemoveStored(destination)) keys.Notify(KeyspaceEvents.Generic, "del"u8, destination);
            return 0;
        }
        var entry = keys.FindStringEntry(destination);
        var bytes = entry.Overwrite(length);
        sources.DestinationMoved(entry.Value);
        sources.Combine(operation, bytes);
        entry.Changed();
        keys.Notify(KeyspaceEvents.String, "set"u8, destination);
        return length;
    }
}
