namespace AotKv.Instance.Configuration;

/// <summary>How sockets are served; Auto takes io_uring where the kernel lets us.</summary>
public enum NetworkBackend
{
    Auto,
    IoUring,
    Epoll,
}
