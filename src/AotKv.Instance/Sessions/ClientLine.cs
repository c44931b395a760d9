using System.Globalization;
using System.Text;
using AotKv.Engine;
using AotKv.Engine.PubSub;

namespace AotKv.Instance.Sessions;

/// <summary>One client as a line of CLIENT LIST, in Valkey's fields and order.</summary>
public static class ClientLine
{
    const long BlockBytes = Memory.Blocks.ReplyChain.BlockBytes;

    public static void Append(StringBuilder text, Session session, long now)
    {
        var host = session.Host;
        var blocks = host.OutputBlocks;
        var overflow = session.OverflowBlocks;
        var multi = session.RunningCommands > 0 ? session.RunningCommands : session.Queued?.Count ?? -1;
        AppendWho(text, session);
        text.Append(CultureInfo.InvariantCulture, $" age={(now - session.CreatedAt) / 1000}");
        text.Append(CultureInfo.InvariantCulture, $" idle={(now - session.LastActiveAt) / 1000}");
        text.Append($" flags={Flags(session)} capa={(session.CanRedirect ? "r" : "")} db={session.Database}");
        text.Append($" sub={CountOf(session, SubscriptionKind.Channel)}");
        text.Append($" psub={CountOf(session, SubscriptionKind.Pattern)}");
        text.Append($" ssub={CountOf(session, SubscriptionKind.ShardChannel)}");
        text.Append($" multi={multi} watch={session.WatchedKeys}");
        text.Append($" qbuf={host.InputBytes} qbuf-free={host.InputFree} argv-mem={host.ArgumentBytes}");
        text.Append($" multi-mem={session.QueuedMemory} rbs={(blocks - overflow) * BlockBytes} rbp={host.OutputPeak}");
        var inFirstBlock = overflow > 0 ? 0 : host.OutputBytes - host.OutputPinnedBytes;
        var listed = overflow > 0 ? host.OutputLinks : Math.Max(0, host.OutputLinks - 1);
        text.Append($" obl={inFirstBlock} oll={listed}");
        text.Append($" omem={session.OutputOverflow} tot-mem={session.MemoryBytes} events={Events(session)}");
        text.Append($" cmd={session.LastCommand?.Name ?? "NULL"} user={session.User.Name}");
        text.Append($" redir=-1 resp={(int)session.Version}");
        text.Append($" lib-name={session.LibraryName} lib-ver={session.LibraryVersion}");
        text.Append($" tot-net-in={session.BytesReceived} tot-net-out={session.BytesSent}");
        text.Append($" tot-cmds={session.CommandsRun}\n");
    }

    /// <summary>The line as the log shows it: without its end, and without what is not to be logged.</summary>
    public static string ForLog(Session session, long now)
    {
        var text = new StringBuilder();
        Append(text, session, now);
        text.Length--;
        return text.ToString();
    }

    static void AppendWho(StringBuilder text, Session session)
    {
        var host = session.Host;
        text.Append($"id={session.Id} addr={AddressOf(session)} laddr={host.LocalAddress} fd={host.Descriptor}");
        text.Append($" name={session.Name}");
    }

    /// <summary>The peer's address, or the socket's path.</summary>
    public static string AddressOf(Session session) => session.Host.PeerAddress;

    static int CountOf(Session session, SubscriptionKind kind) => session.Subscriptions?.Count(kind) ?? 0;

    static string Events(Session session) => session.Host.OutputBytes > 0 ? "rw" : "r";

    /// <summary>The letters of CLIENT LIST's flags field.</summary>
    public static string Flags(Session session)
    {
        var flags = new StringBuilder();
        if (session.IsMonitor) flags.Append('O');
        if (session.IsSubscriber) flags.Append('P');
        if (session.Queued is not null || session.RunningCommands > 0) flags.Append('x');
        if (session.Host.IsBlocked || session.IsPostponed) flags.Append('b');
        if (session.Watch is { Broken: true }) flags.Append('d');
        if (session.Host.IsLocalSocket) flags.Append('U');
        if (session.IsSparedEviction) flags.Append('e');
        if (session.Flags.HasFlag(ClientFlags.NoTouch)) flags.Append('T');
        if (session.IsImportSource) flags.Append('I');
        if (flags.Length == 0) flags.Append('N');
        return flags.ToString();
    }
}
