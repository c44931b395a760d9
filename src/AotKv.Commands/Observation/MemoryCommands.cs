using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Configuration;
using AotKv.Instance.Info;
using AotKv.Instance.Sessions;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Observation;

/// <summary>MEMORY: what memory is used for.</summary>
[CommandContainer("MEMORY", Arity = -2, Group = "server", Since = "4.0.0", Complexity = "Depends on subcommand.",
    Syntax = "MEMORY", Summary = "Commands on what memory is used for.")]
static class MemoryCommands
{
    const string Tips = "NONDETERMINISTIC_OUTPUT REQUEST_POLICY:ALL_SHARDS RESPONSE_POLICY:SPECIAL";

    /// <summary>Sizes are counted, not estimated from samples, so SAMPLES is read and changes nothing.</summary>
    [Command("MEMORY|USAGE", Arity = -3, Flags = CommandFlags.ReadOnly, Keys = Touches.Second, KeyFlags = KeyFlags.RO,
        Group = "server", Since = "4.0.0", Complexity = "O(1)", Syntax = "MEMORY USAGE key [SAMPLES count]",
        Summary = "The bytes that a key and its value take.")]
    internal static void Usage(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        for (var i = 3; i < call.Count; i += 2)
        {
            if (!Option.Is(call[i], "SAMPLES"u8) || i + 1 == call.Count)
            {
                reply.Error(CommandError.Syntax);
                return;
            }
            var isNumber = IntegerText.TryParse(call[i + 1], out var samples);
            if (isNumber && samples >= 0) continue;
            reply.Error(isNumber ? CommandError.Syntax : CommandError.NotInteger);
            return;
        }
        if (keys.TryGetMemoryUsage(call.KeyAt(2), out var bytes)) reply.Integer(bytes);
        else reply.Null();
    }

    [Command("MEMORY|STATS", Arity = 2, Group = "server", Since = "4.0.0", Tips = Tips,
        Complexity = "O(N), N being the number of clients.", Syntax = "MEMORY STATS",
        Summary = "What memory is used for, in numbers.")]
    internal static void Stats(in Call call, Session session, ref Reply reply) =>
        new MemoryStatsReply(session.Server).Answer(reply);

    [Command("MEMORY|DOCTOR", Arity = 2, Group = "server", Since = "4.0.0", Tips = Tips,
        Complexity = "O(N), N being the number of clients.", Syntax = "MEMORY DOCTOR",
        Summary = "Says in words what memory is wasted on.")]
    internal static void Doctor(in Call call, Session session, ref Reply reply) =>
        reply.Verbatim("txt"u8, ByteText.ToBytes(MemoryDoctor.Report(session.Server)));

    [Command("MEMORY|MALLOC-STATS", Arity = 2, Flags = CommandFlags.Loading, Group = "server", Since = "4.0.0",
        Tips = Tips, Complexity = "O(1)", Syntax = "MEMORY MALLOC-STATS",
        Summary = "What the heaps of the shards hold, by size.")]
    internal static void HeapStats(in Call call, Session session, ref Reply reply) =>
        reply.Verbatim("txt"u8, ByteText.ToBytes(HeapReport.Write(session.Server.Shards)));

    /// <summary>
    /// The heaps give empty pages back as they come; what can be asked for is the managed heap's share.
    /// </summary>
    [Command("MEMORY|PURGE", Arity = 2, Flags = CommandFlags.Loading, Group = "server", Since = "4.0.0",
        Tips = "REQUEST_POLICY:ALL_SHARDS RESPONSE_POLICY:ALL_SUCCEEDED",
        Complexity = "O(N), N being the size of the managed heap, a few megabytes.", Syntax = "MEMORY PURGE",
        Summary = "Gives memory that is not used back to the system.")]
    internal static void Purge(in Call call, Session session, ref Reply reply)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        reply.Ok();
    }

    [Command("MEMORY|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale, Group = "server",
        Since = "4.0.0", Complexity = "O(1)", Syntax = "MEMORY HELP", Summary = "Says what MEMORY's subcommands do.")]
    internal static void Help(in Call call, Session session, ref Reply reply) => HelpText.Answer(reply, "MEMORY",
    [
        "DOCTOR",
        "    Return memory problems reports.",
        "MALLOC-STATS",
        "    Return internal statistics report from the memory allocator.",
        "PURGE",
        "    Attempt to purge dirty pages for reclamation by the allocator.",
        "STATS",
        "    Return information about the memory usage of the server.",
        "USAGE <key> [SAMPLES <count>]",
        "    Return memory in bytes used by <key> and its value. Nested values are",
        "    sampled up to <count> times (default: 5, 0 means sample all).",
    ]);
}
