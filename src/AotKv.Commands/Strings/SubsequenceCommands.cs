using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Memory;
using AotKv.Values;

namespace AotKv.Commands.Strings;

/// <summary>LCS: what two strings have in common.</summary>
static class SubsequenceCommands
{
    [Command("LCS", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.String, Group = "string",
        Since = "7.0.0", Complexity = "O(N*M), N and M being the lengths of the strings.",
        Syntax = "LCS key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]",
        Summary = "The longest bytes that stand in two strings in the same order.")]
    [KeySpec(1, KeyFlags.RO | KeyFlags.Access, Last = 1)]
    internal static void LongestCommon(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var lookup = keys.FindString(call.KeyAt(1), out var one);
        var otherLookup = keys.FindString(call.KeyAt(2), out var other);
        if (lookup == Lookup.WrongType || otherLookup == Lookup.WrongType)
        {
            reply.Error("ERR The specified keys must contain string values"u8);
            return;
        }
        if (!SubsequenceOptions.TryRead(call, reply, out var options)) return;
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        Span<byte> otherScratch = stackalloc byte[StringView.ScratchBytes];
        var first = lookup == Lookup.Found ? one.View(scratch) : default;
        var second = otherLookup == Lookup.Found ? other.View(otherScratch) : default;
        var entries = CommonSubsequence.Entries(first, second);
        if (entries * sizeof(uint) > keys.Settings.StringBytesMax)
        {
            reply.Error("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"u8);
            return;
        }
        if (entries > int.MaxValue)
        {
            reply.Error("ERR Insufficient memory, failed allocating transient memory for LCS"u8);
            return;
        }
        using var common = new CommonSubsequence(first, second);
        if (options.AnswersPlaces) AnswerPlaces(common, first.Length, second.Length, options, reply);
        else if (options.AnswersLength) reply.Integer(common.Length);
        else AnswerBytes(common, first, second.Length, reply);
    }

    static void AnswerBytes(
        in CommonSubsequence common, ReadOnlySpan<byte> first, int secondLength, in Reply reply)
    {
        var bytes = new NativeList<byte>();
        var room = bytes.EnsureRoom(common.Length)[..common.Length];
        var (i, j) = (first.Length, secondLength);
        for (var left = room.Length; common.TryStepBack(ref i, ref j);) room[--left] = first[i];
        reply.Bulk(room);
        bytes.Dispose();
    }

    /// <summary>Matches are runs of bytes that stand together in both strings, the last one first.</summary>
    static void AnswerPlaces(
        in CommonSubsequence common, int firstLength, int secondLength, in SubsequenceOptions options, in Reply reply)
    {
        reply.Map(2);
        reply.Bulk("matches"u8);
        var place = reply.BeginArray();
        var (i, j) = (firstLength, secondLength);
        var matches = 0;
        var run = default(SubsequenceRun);
        while (common.TryStepBack(ref i, ref j))
        {
            if (run.TryExtend(i, j)) continue;
            if (run.Answer(options, reply)) matches++;
            run = new(i, j);
        }
        if (run.Answer(options, reply)) matches++;
        reply.EndArray(place, matches);
        reply.Bulk("len"u8);
        reply.Integer(common.Length);
    }
}
