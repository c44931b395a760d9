using AotKv.Engine;

namespace AotKv.Commands.Documentation;

/// <summary>Answers with a command's history as COMMAND DOCS does: a set of versions and what they changed.</summary>
static class HistoryReply
{
    /// <summary>False, and nothing is answered, where there is no history.</summary>
    public static bool TryAnswer(in Reply reply, string command)
    {
        var position = 0;
        if (!HistoryText.TryNext(command, ref position, out var version, out var change)) return false;
        reply.Bulk("history"u8);
        var place = reply.BeginArray();
        var count = 0;
        do
        {
            reply.Array(2);
            reply.Bulk(version);
            reply.Bulk(change);
            count++;
        } while (HistoryText.TryNext(command, ref position, out version, out change));
        reply.EndSet(place, count);
        return true;
    }
}
