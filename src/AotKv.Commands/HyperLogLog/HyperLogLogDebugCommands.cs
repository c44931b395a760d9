using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Memory;
using AotKv.Values.HyperLogLogs;
using Sketch = AotKv.Values.HyperLogLogs.HyperLogLog;

namespace AotKv.Commands.HyperLogLog;

/// <summary>Commands that show how a sketch is held, and test that sketches count right.</summary>
static class HyperLogLogDebugCommands
{
    [Command("PFDEBUG", Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Admin,
        Acl = AclCategories.HyperLogLog, Keys = Touches.Second, KeyFlags = KeyFlags.RW | KeyFlags.Access,
        Group = "hyperloglog", Since = "2.8.9", IsSystemCommand = true,
        Complexity = "O(N), N being the bytes of the sketch.", Syntax = "PFDEBUG subcommand key",
        Summary = "Shows the registers and the form of the sketch at a key.")]
    internal static void Debug(in Call call, in Keyspace keys, ref Reply reply)
    {
        var name = call[1];
        if (Option.Is(name, "SIMD"u8))
        {
            SetVectors(call, keys, reply);
            return;
        }
        var entry = keys.FindStringEntry(call.KeyAt(2));
        if (entry.Lookup == Lookup.Missing)
        {
            reply.Error("ERR The specified key does not exist"u8);
            return;
        }
        var value = entry.Lookup == Lookup.Found ? entry.Value : default;
        if (!Sketches.TryOpen(entry.Lookup, value, reply, out var sketch)) return;
        if (Option.Is(name, "GETREG"u8)) ShowRegisters(keys, ref entry, sketch, reply);
        else if (Option.Is(name, "DECODE"u8)) ShowRuns(sketch, reply);
        else if (Option.Is(name, "ENCODING"u8)) reply.Simple(sketch.IsDense ? "dense"u8 : "sparse"u8);
        else if (!Option.Is(name, "TODENSE"u8))
            QuotedError.Answer(reply, "ERR Unknown PFDEBUG subcommand '"u8, name, "'"u8);
        else if (sketch.IsDense) reply.Integer(0);
        else if (TryMakeDense(keys, ref entry, sketch, reply)) reply.Integer(1);
    }

    static void SetVectors(in Call call, in Keyspace keys, in Reply reply)
    {
        var isOn = Option.Is(call[2], "ON"u8);
        if (!isOn && !Option.Is(call[2], "OFF"u8))
        {
            reply.Error("ERR Argument must be ON or OFF"u8);
            return;
        }
        keys.Settings.SketchesUseVectors = isOn;
        reply.Simple(isOn && Sketch.HasVectors ? "enabled"u8 : "disabled"u8);
    }

    /// <summary>As in Valkey, a sketch is dense when its registers have been shown.</summary>
    static void ShowRegisters(in Keyspace keys, ref StringEntry entry, Sketch sketch, in Reply reply)
    {
        if (!sketch.IsDense)
        {
            if (!TryMakeDense(keys, ref entry, sketch, reply)) return;
            entry.Value.TryGetBytes(out var bytes);
            sketch = new(bytes);
        }
        reply.Array(Sketch.Registers);
        for (var register = 0; register < Sketch.Registers; register++)
            reply.Integer(sketch.DenseRegister(register));
    }

    static void ShowRuns(Sketch sketch, in Reply reply)
    {
        if (sketch.IsDense)
        {
            reply.Error("ERR HLL encoding is not sparse"u8);
            return;
        }
        var text = new NativeList<byte>();
        SparseText.Write(sketch, ref text);
        reply.Bulk(text.Span);
        text.Dispose();
    }

    static bool TryMakeDense(in Keyspace keys, ref StringEntry entry, Sketch sketch, in Reply reply)
    {
        var draft = new HyperLogLogDraft(sketch.Bytes, keys.Limits.HyperLogLogSparseBytes);
        var isSound = draft.TryMakeDense();
        if (isSound) Sketches.Store(ref entry, draft, changes: 1);
        else reply.Error(Sketches.Damaged);
        draft.Dispose();
        return isSound;
    }

    [Command("PFSELFTEST", Arity = 1, Flags = CommandFlags.Admin, Acl = AclCategories.HyperLogLog,
        Group = "hyperloglog", Since = "2.8.9", IsSystemCommand = true, Complexity = "Seconds, whatever is stored.",
        Syntax = "PFSELFTEST", Summary = "Tests that registers keep what they are given and sketches count right.")]
    internal static void SelfTest(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var test = new HyperLogLogSelfTest(keys.NextRandom(), keys.Limits.HyperLogLogSparseBytes);
        if (test.Passes(out var failure)) reply.Ok();
        else reply.Error(System.Text.Encoding.UTF8.GetBytes("ERR TESTFAILED " + failure));
    }
}
