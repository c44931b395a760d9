using AotKv.Engine;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>
/// Answers with members of a sorted set. With their scores, RESP2 has all in one array, RESP3 an array for each.
/// </summary>
static class MemberReply
{
    /// <summary>So many members from where a cursor stands.</summary>
    public static void Answer(in Reply reply, ref SortedSetCursor cursor, long count, bool withScores)
    {
        Begin(reply, count, withScores);
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        for (; count > 0; count--, cursor.Move())
        {
            BeginOne(reply, withScores);
            reply.Bulk(cursor.Member(scratch));
            if (withScores) reply.Double(cursor.Score);
        }
    }

    /// <summary>Begins the array of all members.</summary>
    public static void Begin(in Reply reply, long count, bool withScores) =>
        reply.Array(withScores && !reply.IsResp3 ? count * 2 : count);

    /// <summary>Begins what stands for one member.</summary>
    public static void BeginOne(in Reply reply, bool withScores)
    {
        if (withScores && reply.IsResp3) reply.Array(2);
    }
}
