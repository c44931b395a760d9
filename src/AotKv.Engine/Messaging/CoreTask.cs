namespace AotKv.Engine.Messaging;

/// <summary>
/// Something a core does because another asked, that touches no keys: adopt a socket, close a client.
/// </summary>
public abstract class CoreTask
{
    /// <summary>Runs on the thread of core <paramref name="core"/>.</summary>
    public abstract void Run(int core);
}
