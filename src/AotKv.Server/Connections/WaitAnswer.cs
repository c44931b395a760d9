using AotKv.Engine;
using AotKv.Engine.Messaging;
using AotKv.Engine.Waiting;

namespace AotKv.Server.Connections;

/// <summary>
/// The answer to a blocking command whose wait ended without what it waited for. On the client's core.
/// </summary>
static class WaitAnswer
{
    static ReadOnlySpan<byte> Unblocked => "UNBLOCKED client unblocked via CLIENT UNBLOCK"u8;

    /// <summary>Answers, counts the call, and forgets the waiter at its keys.</summary>
    public static void Write(Waiter ended, in Reply reply, CorePort port)
    {
        var statistics = port.Measures.Statistics;
        statistics.AddCalls(ended.Command, calls: 1, nanoseconds: 0);
        if (ended.End == WaitEnd.TimedOut) reply.NullArray();
        else
        {
            statistics.AddRejection(ended.Command);
            statistics.Errors.Count(Unblocked);
            reply.Error(Unblocked);
        }
        ended.Forget(port);
    }
}
