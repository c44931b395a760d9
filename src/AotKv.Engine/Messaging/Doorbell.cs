namespace AotKv.Engine.Messaging;

/// <summary>Wakes a core that sleeps in its network. Rung from any thread.</summary>
public abstract class Doorbell
{
    public abstract void Ring();
}
