namespace AotKv.Engine.Messaging;

/// <summary>Lets one thread at a time do something rare, such as changing the configuration.</summary>
public sealed class Turnstile
{
    readonly Lock gate = new();

    public TResult Pass<TResult>(Func<TResult> action)
    {
        lock (gate) return action();
    }
}
