using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Walks over a sorted set in small steps.</summary>
static class ScanCommands
{
    [Command("ZSCAN", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "sorted-set", Since = "2.8.0",
        Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(1) for each call, O(N) for a whole walk, N being the number of members.",
        Syntax = "ZSCAN key cursor [MATCH pattern] [COUNT count] [NOSCORES]",
        Summary = "Walks over the members of a sorted set in small steps.")]
    internal static void ZScan(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!ScanReply.TryReadCursor(call, position: 2, reply, out var cursor)) return;
        if (!LookupAnswer.IsFoundOrScanned(keys.Find<SortedSetValue>(call.Key, out var set), reply)) return;
        if (!ScanOptions.TryRead(call, position: 3, ScanTarget.SortedSet, reply, out var options)) return;
        var collector = new SortedSetScanCollector(options, set.IsSmall);
        var stepsLeft = ScanReply.StepsMax(options);
        do cursor = set.Scan(cursor, ref collector);
        while (cursor != 0 && stepsLeft-- > 0 && collector.Met < options.Count);
        collector.Kept.Answer(reply, cursor);
        collector.Dispose();
    }
}
