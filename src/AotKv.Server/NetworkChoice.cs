using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;
using AotKv.Machine;

namespace AotKv.Server;

/// <summary>
/// Which back end the cores' networks have: what network-backend asks for, as far as the kernel allows.
/// </summary>
sealed class NetworkChoice(NetworkFactory factory)
{
    public string Name => factory.Kind == NetworkKind.Uring ? "io_uring" : "epoll";

    public Network MakeNetwork() => factory.Create();

    public static NetworkChoice Make(NetworkBackend wanted, ServerLog log)
    {
        var factory = new NetworkFactory(wanted switch
        {
            NetworkBackend.Epoll => NetworkKind.Epoll,
            NetworkBackend.IoUring => NetworkKind.Uring,
            _ => NetworkKind.Auto,
        });
        if (factory.UringRefusal.Length > 0)
            log.Warning($"io_uring is not available ({factory.UringRefusal}): using epoll.");
        return new(factory);
    }
}
