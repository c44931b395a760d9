using AotKv.Memory.Blocks;

namespace AotKv.Server.Connections;

/// <summary>
/// What a client is answered and the kernel has not taken yet. Owned by its core, which lends it to a connection while
/// there is something to send: an idle one has none.
/// </summary>
sealed class Outgoing
{
    /// <summary>Replies written since the last send began.</summary>
    public readonly ReplyChain Written = new();

    /// <summary>What the network was given, or the rest of it.</summary>
    public readonly ReplyChain Sending = new();

    /// <summary>Since when it is over the soft output limit, milliseconds since 1970, or 0.</summary>
    public long OverSoftLimitSince;

    public long Length => Written.Length + Sending.Length;

    public int Blocks => Written.Blocks + Sending.Blocks;

    public int Links => Written.Links + Sending.Links;

    public long BlocksBytes => Written.BlocksBytes + Sending.BlocksBytes;

    public long BytesPinned => Written.BytesPinned + Sending.BytesPinned;

    public bool IsEmpty => Written.IsEmpty && Sending.IsEmpty;

    /// <summary>Sets how many blocks it may hold in all, and returns how many of them are left for replies.</summary>
    public int Limit(int blocksMax) => Written.BlocksMax = blocksMax - Sending.Blocks;

    public void Clear(BlockPool blocks)
    {
        Written.BlocksMax = int.MaxValue;
        Written.Clear(blocks);
        Sending.Clear(blocks);
        OverSoftLimitSince = 0;
    }
}
