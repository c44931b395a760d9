namespace AotKv.Engine.Messaging;

/// <summary>Lets one thread at a time do something rare, such as changing the configuration.</summary>
public sealed class Turnstile
{
    readonly Lock gate = new();

    /// <summary>To be inside until the scope is disposed of, without a closure.</summary>
    public Lock.Scope Enter() => gate.EnterScope();

    public TResult Pass<TResult>(Func<TResult> action)
    {
        lock (gate) return action();
    }
}
