namespace AotKv.Conversations.Tests;

/// <summary>A way to run the server that conversations are held with.</summary>
/// <param name="Shards">The number of shards.</param>
/// <param name="Backend">"io_uring" or "epoll".</param>
public sealed record Cell(int Shards, string Backend)
{
    /// <summary>All conversations are held in these.</summary>
    public static readonly Cell[] Full = [new(1, "epoll"), new(4, "io_uring")];

    /// <summary>Every fourth is held in these.</summary>
    public static readonly Cell[] Sampled = [new(1, "io_uring"), new(4, "epoll")];
}
