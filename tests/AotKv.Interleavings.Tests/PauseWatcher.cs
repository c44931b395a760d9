using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>Notes in the history from when on a pause may be over by itself.</summary>
sealed class PauseWatcher(Scheduler scheduler, History history, int client) : IActor
{
    bool hasNoted;

    const long Millisecond = 1_000_000;

    public bool IsReady
    {
        get
        {
            if (!hasNoted && End() is { } end && scheduler.Nanoseconds >= end)
            {
                hasNoted = true;
                history.Add(new(client, [[KeyValueModel.PauseEnds]], IsTransaction: false)
                {
                    Invoked = end, Returned = end, Reply = "",
                });
            }
            return false;
        }
    }

    /// <summary>A pause ends with a whole millisecond: up to one earlier than so many after it began.</summary>
    long? End()
    {
        var pause = history.Operations.FirstOrDefault(operation => operation.Commands[0] is ["CLIENT", "PAUSE", ..]);
        return pause?.Invoked + (RunPlan.PauseMilliseconds - 1) * Millisecond;
    }

    public void Act()
    {
    }
}
