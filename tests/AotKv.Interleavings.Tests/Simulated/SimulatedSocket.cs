namespace AotKv.Interleavings.Tests.Simulated;

/// <summary>One connection between a client and a core: bytes on their way in both directions.</summary>
sealed class SimulatedSocket
{
    /// <summary>What the client has sent and the server not yet received.</summary>
    public List<byte> ToServer { get; } = [];

    /// <summary>What the server has sent and the client not yet read.</summary>
    public List<byte> ToClient { get; } = [];

    /// <summary>The client has finished sending, and reads on.</summary>
    public bool IsFinished { get; set; }

    /// <summary>The client is gone.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The server has closed.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whose it is in the history.</summary>
    public int Client { get; set; }

    public SimulatedNetwork? Network { get; set; }

    public long Token { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>The end was reported to the server.</summary>
    public bool EndIsReported { get; set; }

    /// <summary>Bytes of a send that the kernel has not taken yet; null where none is under way.</summary>
    public byte[]? Sending { get; set; }

    public bool IsClosing { get; set; }
}
