using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Values;
using AotKv.Values.HyperLogLogs;
using Sketch = AotKv.Values.HyperLogLogs.HyperLogLog;

namespace AotKv.Commands.HyperLogLog;

/// <summary>Finds the sketches of HyperLogLog commands, and has their errors.</summary>
static class Sketches
{
    public static ReadOnlySpan<byte> Damaged => "INVALIDOBJ Corrupted HLL object detected"u8;

    static ReadOnlySpan<byte> NoSketch => "WRONGTYPE Key is not a valid HyperLogLog string value."u8;

    /// <summary>The sketch of a string; where it is none, answers so. A string held as a number is none.</summary>
    public static bool TryOpen(Lookup lookup, scoped in StringView value, scoped in Reply reply, out Sketch sketch)
    {
        sketch = default;
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return false;
        }
        if (value.TryGetBytes(out var bytes))
        {
            sketch = new(bytes);
            if (sketch.IsSketch) return true;
        }
        reply.Error(NoSketch);
        return false;
    }

    /// <summary>
    /// Takes in the sketches at all keys from argument 1 on; where one is damaged or no sketch, answers so.
    /// </summary>
    public static bool TryMerge(
        ref SketchMerge merge, scoped in Call call, in KeyspaceReader keys, in Reply reply)
    {
        for (var position = 1; position < call.Count; position++)
        {
            var lookup = keys.FindString(call.KeyAt(position), out var value);
            if (lookup == Lookup.Missing) continue;
            if (!TryOpen(lookup, value, reply, out var sketch)) return false;
            if (merge.TryAdd(sketch)) continue;
            reply.Error(Damaged);
            return false;
        }
        return true;
    }

    /// <summary>Stores what became of a sketch, which changed.</summary>
    public static void Store(ref StringEntry entry, scoped in HyperLogLogDraft draft, long changes)
    {
        var bytes = draft.View.Bytes;
        bytes.CopyTo(entry.Writable(bytes.Length));
        entry.Changed(changes);
    }
}
