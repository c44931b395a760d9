namespace AotKv.Linux;

/// <summary>Which of the kernel's interfaces a network uses.</summary>
public enum NetworkKind
{
    Auto,
    Uring,
    Epoll,
}
