namespace AotKv.Engine.Messaging;

/// <summary>Wakes a core that sleeps in its network. Rung from any thread.</summary>
public abstract class Doorbell
{
    public abstract void Ring();

    /// <summary>
    /// Rung from the thread of another core, <paramref name="sender"/>'s, which is about to hand what it has to its own
    /// network: this goes with it.
    /// </summary>
    public abstract void RingAtEndOfTurn(Doorbell sender);
}
