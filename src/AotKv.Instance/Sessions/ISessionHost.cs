using AotKv.Engine;
using AotKv.Engine.Measures;
using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Engine.Waiting;

namespace AotKv.Instance.Sessions;

/// <summary>What a session asks of the connection that carries it. On the connection's core.</summary>
public interface ISessionHost
{
    /// <summary>The index of the core that owns the connection.</summary>
    int Core { get; }

    /// <summary>Counts what the core runs and refuses.</summary>
    CoreMeasures Measures { get; }

    /// <summary>What a pause holds back, as of the start of the core's turn.</summary>
    PausedActions Paused { get; }

    /// <summary>The socket's number.</summary>
    int Descriptor { get; }

    /// <summary>The peer's address as "ip:port", or the socket's path and ":0".</summary>
    string PeerAddress { get; }

    /// <summary>Our end's address as "ip:port".</summary>
    string LocalAddress { get; }

    /// <summary>Whether the peer is on this machine.</summary>
    bool IsLocalPeer { get; }

    /// <summary>Whether the connection is over a Unix socket.</summary>
    bool IsLocalSocket { get; }

    /// <summary>Answers OK to a client that has just asked for replies again.</summary>
    void AnswerOk();

    /// <summary>Bytes received and not yet read as arguments.</summary>
    long InputBytes { get; }

    /// <summary>Bytes of arguments that were read, of requests that are not whole or not answered.</summary>
    long ArgumentBytes { get; }

    /// <summary>Those of them that lie in memory of the client's: what runs lies where the kernel put it.</summary>
    long HeldArgumentBytes { get; }

    /// <summary>Bytes of replies not yet taken by the kernel.</summary>
    long OutputBytes { get; }

    /// <summary>The most bytes of replies held at the end of a turn since the peak was last forgotten.</summary>
    long OutputPeak { get; }

    /// <summary>Memory of the request that is being received: what is not used of it, bytes.</summary>
    long InputFree { get; }

    /// <summary>Blocks of memory that hold replies.</summary>
    int OutputBlocks { get; }

    /// <summary>All links of the chain that holds replies, the small ones between large values included.</summary>
    int OutputLinks { get; }

    /// <summary>The memory of the blocks that hold replies, bytes.</summary>
    long OutputBlocksBytes { get; }

    /// <summary>
    /// Bytes of values that replies refer to where they stand. They count from when the network was given replies that
    /// it has not sent yet: most clients take what they ask for at once.
    /// </summary>
    long OutputPinnedBytes { get; }

    /// <summary>
    /// Answers OK, and goes on with the client, once every core has taken over what was changed for all of them. The
    /// command parks; not within a transaction, nor where there is one core only.
    /// </summary>
    void AnswerOnceAllCoresKnow();

    /// <summary>The client is shown every command from here on, or no more.</summary>
    void WatchAll(bool isOn);

    /// <summary>The client is given messages of a channel or pattern from here on; not where it is already.</summary>
    void Subscribe(SubscriptionKind kind, byte[] name);

    /// <summary>The client, which is given messages of a channel or pattern, is given no more of them.</summary>
    void Unsubscribe(SubscriptionKind kind, byte[] name);

    /// <summary>The client is given no messages any more.</summary>
    void UnsubscribeAll();

    /// <summary>Where messages go, also while the client wants no replies.</summary>
    Reply Pushes { get; }

    /// <summary>Closes the connection once what has been answered is sent.</summary>
    void CloseAfterReplies();

    /// <summary>Closes the connection of another client, wherever it lives; the session may be this one's.</summary>
    void Kill(Session other);

    /// <summary>Whether a command of the client waits at its keys. Any thread.</summary>
    bool IsBlocked { get; }

    /// <summary>
    /// Ends the wait of another client, wherever it lives, as if its time were over or with an error; false where it
    /// waits for nothing.
    /// </summary>
    bool TryUnblock(Session other, WaitEnd end);

    /// <summary>Runs a transaction; its reply follows, and no command of the client runs before it.</summary>
    void Execute(QueuedCommands queued, Watch? watch);
}
