using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Instance.Acl;
using AotKv.Memory;

namespace AotKv.Instance.Sessions;

/// <summary>
/// What the server knows of one client: who it is and what it has chosen. Owned by the connection's core; other cores
/// read the fields that CLIENT LIST shows, each of which is one word.
/// </summary>
public sealed class Session : CallContext
{
    public Session(long id, ServerInstance server, ISessionHost host, long nowMilliseconds)
    {
        ClientId = id;
        Server = server;
        Host = host;
        CreatedAt = LastActiveAt = nowMilliseconds;
        User = server.Users.Default;
        IsAuthenticated = !server.NeedsPassword;
    }

    public long Id => ClientId;

    /// <summary>The next of a chain of the <see cref="ClientRegistry"/>, which alone uses it.</summary>
    internal Session? NextInRegistry;

    public ServerInstance Server { get; }

    public ISessionHost Host { get; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long CreatedAt { get; }

    /// <summary>When the last request was read, milliseconds since 1970-01-01 UTC.</summary>
    public long LastActiveAt { get; set; }

    public ReplyMode ReplyMode { get; set; }

    public bool IsAuthenticated
    {
        get => isAuthenticated;
        set
        {
            isAuthenticated = value;
            WasAuthenticated |= value;
        }
    }

    bool isAuthenticated;

    /// <summary>Who the client is: the default user until it says otherwise.</summary>
    public User User { get; set; }

    /// <summary>CLIENT NO-EVICT.</summary>
    public bool IsSparedEviction { get; set; }

    /// <summary>CLIENT SETNAME's name, empty for none.</summary>
    public string Name { get; set; } = "";

    public string LibraryName { get; set; } = "";

    public string LibraryVersion { get; set; } = "";

    /// <summary>CLIENT CAPA redirect.</summary>
    public bool CanRedirect { get; set; }

    /// <summary>The last command run, or null before the first.</summary>
    public CommandInfo? LastCommand { get; set; }

    public long CommandsRun { get; set; }

    public long BytesReceived { get; set; }

    public long BytesSent { get; set; }

    /// <summary>MONITOR.</summary>
    public bool IsMonitor { get; set; }

    /// <summary>What it subscribes to; null where it never has.</summary>
    public Subscriptions? Subscriptions { get; set; }

    /// <summary>It subscribes to something: with RESP2 it may do little else.</summary>
    public bool IsSubscriber => Subscriptions is { Sum: > 0 };

    /// <summary>A pause holds its next command back.</summary>
    public bool IsPostponed { get; set; }

    /// <summary>CLIENT IMPORT-SOURCE.</summary>
    public bool IsImportSource { get; set; }

    /// <summary>Was authenticated at some time: it may leave more unread than a stranger.</summary>
    public bool WasAuthenticated { get; private set; }

    /// <summary>It has been chosen to give its memory back; it is about to be closed.</summary>
    public bool IsEvicted { get; set; }

    /// <summary>What the client costs in bytes: an idle one's objects, and what is held for it.</summary>
    public long MemoryBytes => OwnBytes + Host.OutputPinnedBytes;

    /// <summary><see cref="MemoryBytes"/> without the values it keeps, which are counted where they stand.</summary>
    public long OwnBytes =>
        IdleBytes + Host.InputBytes + Host.HeldArgumentBytes + Host.InputFree + OverflowBytes + QueuedMemory +
        WatchedKeys * WatchBytes + (Subscriptions?.MemoryBytes ?? 0);

    const int IdleBytes = 512;

    /// <summary>What a watched key costs: its name and its places at the client and at its shard.</summary>
    const int WatchBytes = 160;

    /// <summary>
    /// What counts against the limits: the memory of replies not yet taken by the kernel, but for a single block, and
    /// the values they refer to.
    /// </summary>
    public long OutputOverflow => OverflowBytes + Host.OutputPinnedBytes;

    /// <summary>
    /// The blocks of replies that count, for the limits and as the client's memory: all, or none where one holds them,
    /// unless DEBUG says otherwise. That one is lent for a turn to whoever is answered: it is rather the core's.
    /// </summary>
    public int OverflowBlocks => Host.OutputBlocks is var blocks && blocks <= 1 && !Server.Switches.CountsEveryReply
        ? 0 : blocks;

    long OverflowBytes => OverflowBlocks == 0 ? 0 : Host.OutputBlocksBytes;

    /// <summary>The memory of what is queued since MULTI.</summary>
    public long QueuedMemory => Queued?.MemoryBytes ?? 0;

    /// <summary>What was queued since MULTI, or null outside a transaction.</summary>
    public QueuedCommands? Queued { get; set; }

    /// <summary>The database that a command to be queued will find: a SELECT before it may be queued too.</summary>
    public int QueuedDatabase { get; set; }

    /// <summary>The number of commands of the transaction that EXEC is running, or 0.</summary>
    public int RunningCommands { get; set; }

    /// <summary>A command could not be queued: EXEC refuses.</summary>
    public bool IsQueueBroken { get; set; }

    /// <summary>The shards of the watched keys, by index; null where nothing is watched.</summary>
    public bool[]? WatchedShards { get; set; }

    /// <summary>The different keys that are watched.</summary>
    public int WatchedKeys => Watch?.Count ?? 0;

    /// <summary>A copy of the watched keys, for whoever asks from another core.</summary>
    public ICollection<(int Database, string Key)> WatchedNames() => Watch?.Names ?? [];

    /// <summary>Leaves MULTI with what was queued: the caller disposes of it.</summary>
    public QueuedCommands TakeQueued()
    {
        var queued = Queued!;
        Queued = null;
        IsQueueBroken = false;
        return queued;
    }

    /// <summary>Leaves MULTI, if in it, and forgets all watches.</summary>
    public void EndTransaction()
    {
        Queued?.Dispose();
        Queued = null;
        IsQueueBroken = false;
        Unwatch();
    }

    /// <summary>
    /// The client is gone. Its watch ends, but stays where it is: a request of its may be under way and read it.
    /// </summary>
    public void Abandon()
    {
        Queued?.Dispose();
        Queued = null;
        if (Watch is not null) Watch.Ended = true;
    }

    public void Unwatch()
    {
        if (Watch is not null) Watch.Ended = true;
        DetachWatch();
    }

    /// <summary>Hands the watch to a transaction that ends it when it has looked at it.</summary>
    public void DetachWatch()
    {
        Watch = null;
        WatchedShards = null;
    }

    /// <summary>Everything but the connection itself back to how it began: RESET.</summary>
    public void Reset()
    {
        EndTransaction();
        Database = 0;
        Version = RespVersion.Resp2;
        Flags = ClientFlags.None;
        ReplyMode = ReplyMode.On;
        Name = "";
        if (IsMonitor) Host.WatchAll(isOn: false);
        Host.UnsubscribeAll();
        IsSparedEviction = false;
        User = Server.Users.Default;
        IsAuthenticated = !Server.NeedsPassword;
    }

    /// <summary>As <see cref="Admission"/> asks before the first run.</summary>
    public override byte[]? RefusalAfterWait(CommandId command, in Arguments request) =>
        Admission.RefusalAfterWait(this, command, request);
}
