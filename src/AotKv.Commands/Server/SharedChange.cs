using AotKv.Engine;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Server;

/// <summary>
/// Something was changed for all cores: the client is told when every one of them has taken it over, so that nobody
/// finds the old after its answer.
/// </summary>
static class SharedChange
{
    /// <summary>Answers OK, at once within a transaction, which cannot wait.</summary>
    public static Outcome Answer(Session session, ref Reply reply)
    {
        if (session.RunningCommands == 0 && session.Server.Shards.Length > 1)
        {
            session.Host.AnswerOnceAllCoresKnow();
            return Outcome.Park;
        }
        reply.Ok();
        return Outcome.Done;
    }
}
