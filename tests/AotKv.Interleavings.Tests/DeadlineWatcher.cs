using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// Notes in the history the instants from which on no key can be given the deadline any more, and those that have it
/// are gone: Valkey refuses the millisecond that runs, and counts a key as expired after its last one.
/// </summary>
sealed class DeadlineWatcher(Scheduler scheduler, long deadline, History history, int client) : IActor
{
    int noted;

    public bool IsReady
    {
        get
        {
            if (noted == 0 && scheduler.Nanoseconds >= deadline) Note(KeyValueModel.DeadlineComes, deadline);
            else if (noted == 1 && scheduler.Nanoseconds >= deadline + Millisecond)
                Note(KeyValueModel.DeadlinePasses, deadline + Millisecond);
            return false;
        }
    }

    const long Millisecond = 1_000_000;

    public void Act()
    {
    }

    void Note(string what, long at)
    {
        noted++;
        history.Add(new(client, [[what]], IsTransaction: false) { Invoked = at, Returned = at, Reply = "" });
    }
}
