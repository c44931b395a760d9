using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>Walks over a hash in small steps.</summary>
static class ScanCommands
{
    [Command("HSCAN", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "hash", Since = "2.8.0", Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(1) for each call, O(N) for a whole walk, N being the number of fields.",
        Syntax = "HSCAN key cursor [MATCH pattern] [COUNT count] [NOVALUES]",
        Summary = "Walks over the fields of a hash in small steps.")]
    internal static void HScan(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!ScanReply.TryReadCursor(call, position: 2, reply, out var cursor)) return;
        if (!LookupAnswer.IsFoundOrScanned(keys.Find<HashValue>(call.Key, out var hash), reply)) return;
        if (!ScanOptions.TryRead(call, position: 3, ScanTarget.Hash, reply, out var options)) return;
        var collector = new FieldCollector(options);
        var stepsLeft = ScanReply.StepsMax(options);
        var met = 0L;
        do cursor = hash.Scan(cursor, call.Now, ref collector, ref met);
        while (cursor != 0 && stepsLeft-- > 0 && met < options.Count);
        collector.Kept.Answer(reply, cursor);
        collector.Dispose();
    }
}
