using AotKv.Instance;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;
using AotKv.Memory.Blocks;
using AotKv.Server.Connections;

namespace AotKv.Server.Reactor;

/// <summary>
/// The limits on what the clients of one core may hold: replies they do not read, requests they do not finish, memory
/// of all clients together. On the core's thread.
/// </summary>
sealed class CoreClients(Core core, ConnectionTable connections)
{
    /// <summary>What a client that never authenticated may leave unread. Bytes.</summary>
    const long StrangerOutputMax = 1024;

    /// <summary>What a client that has not authenticated may send without finishing a request. Bytes.</summary>
    const long StrangerInputMax = 1 << 20;

    /// <summary>All clients are looked at within a second, in so many slices.</summary>
    const int SlicesPerSecond = 10;

    readonly DebugSwitches switches = core.Server.Switches;
    HotSettings settings = core.Server.Configuration.Current.Hot;
    int nextPlace;
    bool mayBeOver;

    /// <summary>Takes over new settings: clients are counted as soon as there is a limit.</summary>
    public void Follow(HotSettings now)
    {
        var counted = settings.MaxMemoryClients != 0;
        settings = now;
        if (now.MaxMemoryClients == 0 || counted) return;
        for (var place = 0; place < connections.Places; place++)
            if (connections.At(place) is { IsClosing: false } connection) Note(connection);
    }

    /// <summary>
    /// How many blocks of replies a client may hold: one more is over the hard limit. Looked at when a batch is begun.
    /// </summary>
    public int OutputBlocksMax
    {
        get
        {
            var limit = settings.OutputBufferLimits.Normal.HardBytes;
            if (limit == 0) return int.MaxValue;
            var whole = (limit + ReplyChain.BlockBytes - 1) / ReplyChain.BlockBytes;
            var max = (int)Math.Min(whole, int.MaxValue) - 1;
            return switches.CountsEveryReply ? max : Math.Max(1, max);
        }
    }

    /// <summary>A client holds more or less than before.</summary>
    public void Note(Connection connection)
    {
        core.Peaks.Note(connection.InputBytes, connection.OutputBytes);
        if (settings.MaxMemoryClients == 0 || connection.IsClosing) return;
        var bytes = connection.Session.MemoryBytes;
        core.Statistics.ClientBytes += bytes - connection.CountedBytes;
        connection.CountedBytes = bytes;
        mayBeOver = true;
    }

    /// <summary>A client is gone.</summary>
    public void Forget(Connection connection)
    {
        core.Statistics.ClientBytes -= connection.CountedBytes;
        connection.CountedBytes = 0;
    }

    /// <summary>At the end of a turn: closes the largest clients where all of them hold too much.</summary>
    public void EvictIfOver()
    {
        if (mayBeOver) EvictNow();
    }

    /// <summary>As <see cref="EvictIfOver"/>, where clients of other cores may hold more than before.</summary>
    public void EvictNow()
    {
        mayBeOver = false;
        var limit = ClientEviction.LimitOf(settings);
        if (limit > 0 && core.Server.Network.ClientBytes > limit) ClientEviction.Run(core.Server, core.Kill, limit);
    }

    /// <summary>Whether a client leaves more unread than it may.</summary>
    public bool IsOverOutputLimit(Connection connection)
    {
        if (connection.Outgoing is not { } replies) return false;
        if (replies.Written.IsCut) return true;
        var isSmall = replies.Blocks <= 1 && (replies.IsEmpty || !switches.CountsEveryReply);
        if (isSmall && connection.OutputPinnedBytes == 0)
        {
            replies.OverSoftLimitSince = 0;
            return false;
        }
        var session = connection.Session;
        var bytes = session.OutputOverflow;
        if (bytes > StrangerOutputMax && !session.IsAuthenticated && !session.WasAuthenticated) return true;
        var limits = settings.OutputBufferLimits;
        var limit = session.IsSubscriber ? limits.PubSub : limits.Normal;
        if (limit.HardBytes > 0 && (ulong)bytes >= limit.HardBytes) return true;
        if (limit.SoftBytes == 0 || (ulong)bytes < limit.SoftBytes)
        {
            replies.OverSoftLimitSince = 0;
            return false;
        }
        var now = core.Port.Clock.Now;
        if (replies.OverSoftLimitSince == 0) replies.OverSoftLimitSince = now;
        return now - replies.OverSoftLimitSince > limit.SoftSeconds * 1000L;
    }

    public void NoteOutputClosed(Connection connection)
    {
        core.Server.Statistics.CountOutputLimitClosed();
        var client = ClientLine.ForLog(connection.Session, core.Port.Clock.Now);
        core.Server.Log.Warning(
            $"Client {client} scheduled to be closed ASAP for overcoming of output buffer limits.");
    }

    /// <summary>Closes a client whose request is larger than a client may send.</summary>
    public void CheckInput(Connection connection)
    {
        Note(connection);
        var length = connection.InputBytes + connection.ArgumentBytes;
        var isStranger = !connection.Session.IsAuthenticated && length > StrangerInputMax;
        if (length <= settings.ClientQueryBufferLimit && !isStranger || connection.IsClosing) return;
        core.Server.Statistics.CountInputLimitClosed();
        var client = ClientLine.ForLog(connection.Session, core.Port.Clock.Now);
        core.Server.Log.Warning($"Closing client that reached max query buffer length: {client}");
        connection.Close();
    }

    /// <summary>A tenth of all clients: who has been over the soft limit for too long is closed.</summary>
    public void LookAtSome()
    {
        var places = connections.Places;
        var count = Math.Max(MinimumAtOnce, places / SlicesPerSecond + 1);
        for (var i = 0; i < count && i < places; i++)
        {
            if (nextPlace >= places) nextPlace = 0;
            if (connections.At(nextPlace++) is { IsClosing: false } connection) LookAt(connection);
        }
    }

    const int MinimumAtOnce = 5;

    void LookAt(Connection connection)
    {
        connection.CareForBuffers(core.Port.Clock.Now);
        if (connection.OutputPinnedBytes > 0) Note(connection);
        if (!IsOverOutputLimit(connection)) return;
        NoteOutputClosed(connection);
        connection.Close();
    }
}
