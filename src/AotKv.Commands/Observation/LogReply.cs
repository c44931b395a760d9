using AotKv.Engine;
using AotKv.Instance.Configuration;
using AotKv.Instance.Observation;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Observation;

/// <summary>What SLOWLOG and COMMANDLOG GET have in common.</summary>
static class LogReply
{
    /// <summary>Reads how many entries are wanted: -1 for all, or 0 and more.</summary>
    public static bool TryReadCount(ReadOnlySpan<byte> text, in Reply reply, out long count)
    {
        if (IntegerText.TryParse(text, out count) && count >= -1) return true;
        reply.Error("ERR count should be greater than or equal to -1"u8);
        return false;
    }

    public static void Answer(in Reply reply, CommandLogEntry[] entries)
    {
        reply.Array(entries.Length);
        foreach (var entry in entries)
        {
            reply.Array(6);
            reply.Integer(entry.Id);
            reply.Integer(entry.At);
            reply.Integer(entry.Value);
            reply.Array(entry.Arguments.Length);
            foreach (var argument in entry.Arguments) reply.Bulk(argument);
            reply.Bulk(ByteText.ToBytes(entry.PeerAddress));
            reply.Bulk(ByteText.ToBytes(entry.ClientName));
        }
    }
}
