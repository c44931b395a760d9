namespace AotKv.Engine.Messaging;

/// <summary>When a core that sleeps is woken: the sender has more to do in its turn, or has come to its end.</summary>
public enum Urgency
{
    AtOnce,
    AtEndOfTurn,
}
