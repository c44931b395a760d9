using AotKv.Engine.Catalog;

namespace AotKv.Engine.Transactions;

/// <summary>One request of a batch, or one piece of a request that is served by several shards.</summary>
public struct Request
{
    /// <summary>Where the request starts, in bytes from the batch's input.</summary>
    public int Offset;

    /// <summary>
    /// Its first argument's place among the batch's ranges, which are relative to <see cref="Offset"/>.
    /// </summary>
    public int FirstRange;

    /// <summary>The number of arguments, the name included.</summary>
    public int Count;

    /// <summary>Its size on the wire, bytes.</summary>
    public int Length;

    public CommandId Command;

    /// <summary>False where the name is unknown or the number of arguments wrong.</summary>
    public bool IsResolved;

    /// <summary>
    /// It runs on the shards it is routed to, together with those before and after it: no command of the session, of
    /// an exclusive transaction, or WATCH.
    /// </summary>
    public bool IsPlain;

    /// <summary>The position of the first key among the arguments, or 0 for none.</summary>
    public short FirstKey;

    /// <summary>The shard that runs it, or one of the Router's words for several: Spread, Lent, Keyless.</summary>
    public short Shard;

    /// <summary>
    /// The pieces it was cut into: their number and the first one's place among the batch's requests.
    /// </summary>
    public int Pieces;
    public int FirstPiece;

    /// <summary>Of a piece: one more than the place of the request it was cut from. 0: it is no piece.</summary>
    public int PieceOf;

    /// <summary>The first key's hash.</summary>
    public ulong Hash;

    /// <summary>The size of its reply in its part's output, bytes.</summary>
    public long ReplyLength;

    /// <summary>Of a piece: the time it took, together with those that follow it on the same shard.</summary>
    public long Nanoseconds;
}
