using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.HyperLogLogs;
using Sketch = AotKv.Values.HyperLogLogs.HyperLogLog;

namespace AotKv.Commands.HyperLogLog;

/// <summary>Commands that count different elements approximately.</summary>
static class HyperLogLogCommands
{
    [Command("PFADD", Arity = -2, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Acl = AclCategories.HyperLogLog, Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Insert,
        Group = "hyperloglog", Since = "2.8.9", Complexity = "O(1) for each element.",
        Syntax = "PFADD key [element [element ...]]",
        Summary = "Adds elements to the sketch at a key, which is made where there is none.")]
    internal static void Add(in Call call, in Keyspace keys, ref Reply reply)
    {
        var entry = keys.FindStringEntry(call.Key);
        var lookup = entry.Lookup;
        var sketch = new Sketch(Sketch.Empty);
        var value = lookup == Lookup.Found ? entry.Value : default;
        if (lookup != Lookup.Missing && !Sketches.TryOpen(lookup, value, reply, out sketch)) return;
        var draft = new HyperLogLogDraft(sketch.Bytes, keys.Limits.HyperLogLogSparseBytes);
        var changes = lookup == Lookup.Missing ? 1 : 0;
        var isDamaged = false;
        for (var position = 2; position < call.Count && !isDamaged; position++)
        {
            var change = draft.Add(call[position]);
            if (change == RegisterChange.Raised) changes++;
            isDamaged = change == RegisterChange.Damaged;
        }
        if (isDamaged)
        {
            // As in Valkey, what was added before the damage was met stays, and nobody is told.
            if (draft.IsChanged) draft.View.Bytes.CopyTo(entry.Writable(draft.View.Bytes.Length));
            reply.Error(Sketches.Damaged);
        }
        else
        {
            if (changes > 0)
            {
                draft.ForgetCount();
                Sketches.Store(ref entry, draft, changes);
                keys.Notify(KeyspaceEvents.String, "pfadd"u8, call.Key);
            }
            reply.Integer(changes > 0 ? 1 : 0);
        }
        draft.Dispose();
    }

    [Command("PFCOUNT", Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.MayReplicate,
        Acl = AclCategories.HyperLogLog, Group = "hyperloglog", Since = "2.8.9",
        Complexity = "O(N), N being the number of keys.", Syntax = "PFCOUNT key [key ...]",
        Summary = "About how many different elements the sketches at several keys have together.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Access, Last = -1,
        Notes = "RW because it may change the internal representation of the key, and propagate to replicas")]
    internal static void Count(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (call.Count == 2)
        {
            CountOne(call, keys, reply);
            return;
        }
        var merge = new SketchMerge(keys.Settings.SketchesUseVectors);
        if (Sketches.TryMerge(ref merge, call, keys.Reader, reply)) reply.Integer(merge.Count());
        merge.Dispose();
    }

    /// <summary>The count is kept in the string, so counting is a write at times.</summary>
    static void CountOne(in Call call, in Keyspace keys, in Reply reply)
    {
        var lookup = keys.Reader.FindString(call.Key, out var value);
        if (lookup == Lookup.Missing)
        {
            reply.Integer(0);
            return;
        }
        if (!Sketches.TryOpen(lookup, value, reply, out var sketch)) return;
        if (!sketch.TryGetCachedCount(out var count))
        {
            if (!sketch.TryCount(keys.Settings.SketchesUseVectors, out count))
            {
                reply.Error(Sketches.Damaged);
                return;
            }
            var entry = keys.FindStringEntry(call.Key);
            Sketch.CacheCount(entry.Writable(entry.Length), count);
            entry.Changed();
        }
        reply.Integer(count);
    }

    [Command("PFMERGE", Arity = -2, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.HyperLogLog, Group = "hyperloglog", Since = "2.8.9",
        Complexity = "O(N), N being the number of keys.", Syntax = "PFMERGE destkey [sourcekey [sourcekey ...]]",
        Summary = "Adds to the sketch at a key what the sketches at others have.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Access | KeyFlags.Insert)]
    [KeySpec(2, KeyFlags.RO | KeyFlags.Access, Last = -1)]
    internal static void Merge(in Call call, in Keyspace keys, ref Reply reply)
    {
        var merge = new SketchMerge(keys.Settings.SketchesUseVectors);
        if (Sketches.TryMerge(ref merge, call, keys.Reader, reply))
        {
            var entry = keys.FindStringEntry(call.KeyAt(1));
            Store(ref merge, ref entry, keys.Limits.HyperLogLogSparseBytes);
            entry.Changed();
            keys.Notify(KeyspaceEvents.String, "pfadd"u8, call.KeyAt(1));
            reply.Ok();
        }
        merge.Dispose();
    }

    /// <summary>The destination becomes dense where one of the sketches is; one that was dense does not move.</summary>
    static void Store(ref SketchMerge merge, ref StringEntry entry, long sparseBytesMax)
    {
        var bytes = Sketch.Empty;
        if (entry.Lookup == Lookup.Found) entry.Value.TryGetBytes(out bytes);
        if (!new Sketch(bytes).IsDense)
        {
            var draft = new HyperLogLogDraft(bytes, sparseBytesMax);
            if (merge.HasDense) draft.TryMakeDense();
            else merge.WriteTo(ref draft);
            draft.View.Bytes.CopyTo(entry.Writable(draft.View.Bytes.Length));
            draft.Dispose();
        }
        if (merge.HasDense) merge.WriteTo(entry.Writable(Sketch.DenseBytes));
    }
}
