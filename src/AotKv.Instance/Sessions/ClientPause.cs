using AotKv.Engine.Messaging;

namespace AotKv.Instance.Sessions;

/// <summary>
/// CLIENT PAUSE: what is held back, and until when. Changed by one client at a time; every core looks at it at the
/// start of a turn.
/// </summary>
public sealed class ClientPause
{
    readonly Turnstile turnstile = new();
    long endsAt;
    volatile PausedActions actions;

    /// <summary>What is held back now.</summary>
    public PausedActions At(long now) =>
        actions != PausedActions.None && now < Interlocked.Read(ref endsAt) ? actions : PausedActions.None;

    /// <summary>Milliseconds until the pause ends by itself, 0 where there is none.</summary>
    public long Remaining(long now) =>
        At(now) == PausedActions.None ? 0 : Interlocked.Read(ref endsAt) - now;

    /// <summary>Pauses; of a pause under way the stricter actions and the later end stay.</summary>
    public void Begin(PausedActions wanted, long until, long now) => turnstile.Pass(() =>
    {
        var stricter = At(now) > wanted ? At(now) : wanted;
        Interlocked.Exchange(ref endsAt, Math.Max(At(now) == PausedActions.None ? 0 : endsAt, until));
        return actions = stricter;
    });

    public void End() => turnstile.Pass(() => actions = PausedActions.None);
}
