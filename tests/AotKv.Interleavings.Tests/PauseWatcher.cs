using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// Notes in the history from when on the run's pause is over, by itself or not. It looks before each step, so before
/// any core knows.
/// </summary>
sealed class PauseWatcher(Scheduler scheduler, Func<bool> isPaused, History history, int client) : IActor
{
    bool hasBegun;
    bool hasEnded;

    public bool IsReady
    {
        get
        {
            if (!hasEnded && isPaused() != hasBegun) Note();
            return false;
        }
    }

    void Note()
    {
        hasEnded = hasBegun;
        hasBegun = true;
        if (!hasEnded) return;
        var now = scheduler.Nanoseconds;
        history.Add(new(client, [[KeyValueModel.PauseEnds]], IsTransaction: false)
        {
            Invoked = now, Returned = now, Reply = "",
        });
    }

    public void Act()
    {
    }
}
