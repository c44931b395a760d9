namespace AotKv.Linux.Tests;

/// <summary>What a test's core saw of one connection.</summary>
sealed class SeenConnection
{
    public required int Number { get; init; }

    public required int Socket { get; init; }

    public required long Token { get; init; }

    public List<byte> Received { get; } = [];

    /// <summary>The results of sends, in order.</summary>
    public List<int> Sent { get; } = [];

    /// <summary>How the stream ended: 0, or -errno; null while it goes on.</summary>
    public int? End { get; set; }

    public bool IsClosed { get; set; }
}
