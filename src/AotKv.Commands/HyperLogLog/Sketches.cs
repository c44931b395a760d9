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
    /// Raises registers, a byte each, to those of the sketches at all keys from argument 1 on; where one is damaged or
    /// no sketch, answers so.
    /// </summary>
    public static bool TryMerge(
        scoped in Call call, in KeyspaceReader keys, Span<byte> registers, in Reply reply, out bool anyDense)
    {
        anyDense = false;
        for (var position = 1; position < call.Count; position++)
        {
            var lookup = keys.FindString(call.KeyAt(position), out var value);
            if (lookup == Lookup.Missing) continue;
            if (!TryOpen(lookup, value, reply, out var sketch)) return false;
            anyDense |= sketch.IsDense;
            if (sketch.TryMergeInto(registers, keys.Settings.SketchesUseVectors)) continue;
            reply.Error(Damaged);
            return false;
        }
        return true;
    }

    /// <summary>Takes in the sketch of a string; false where there is none, or not one that is dense.</summary>
    public static bool TryAdd(ref DenseMerge merge, Lookup lookup, scoped in StringView value)
    {
        if (lookup != Lookup.Found || !value.TryGetBytes(out var bytes)) return false;
        var sketch = new Sketch(bytes);
        return sketch.IsSketch && merge.TryAdd(sketch);
    }

    /// <summary>Stores what became of a sketch, which changed.</summary>
    public static void Store(ref StringEntry entry, scoped in HyperLogLogDraft draft, long changes)
    {
        var bytes = draft.View.Bytes;
        bytes.CopyTo(entry.Writable(bytes.Length));
        entry.Changed(changes);
    }
}
