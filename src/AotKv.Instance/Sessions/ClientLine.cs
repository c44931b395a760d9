using System.Text;

namespace AotKv.Instance.Sessions;

/// <summary>One client as a line of CLIENT LIST, in Valkey's fields and order.</summary>
public static class ClientLine
{
    public static void Append(StringBuilder text, Session session, long now)
    {
        var host = session.Host;
        var output = host.OutputBytes;
        var multi = session.RunningCommands > 0 ? session.RunningCommands : session.Queued?.Count ?? -1;
        var queuedBytes = session.Queued?.Size ?? 0;
        text.Append($"id={session.Id} addr={host.PeerAddress} laddr={host.LocalAddress} fd={host.Descriptor}");
        text.Append($" name={session.Name} age={(now - session.CreatedAt) / 1000}");
        text.Append($" idle={(now - session.LastActiveAt) / 1000} flags={Flags(session)}");
        text.Append($" capa={(session.CanRedirect ? "r" : "")} db={session.Database} sub=0 psub=0 ssub=0");
        text.Append($" multi={multi} watch={session.WatchedKeys} qbuf={host.InputBytes} qbuf-free=0 argv-mem=0");
        text.Append($" multi-mem={queuedBytes} rbs=0 rbp=0 obl={output} oll=0 omem={output}");
        text.Append($" tot-mem={session.MemoryBytes} events=r");
        text.Append($" cmd={session.LastCommand?.Name ?? "NULL"} user=default redir=-1 resp={(int)session.Version}");
        text.Append($" lib-name={session.LibraryName} lib-ver={session.LibraryVersion}");
        text.Append($" tot-net-in={session.BytesReceived} tot-net-out={session.BytesSent}");
        text.Append($" tot-cmds={session.CommandsRun}\n");
    }

    /// <summary>The letters of CLIENT LIST's flags field.</summary>
    public static string Flags(Session session)
    {
        var flags = new StringBuilder();
        if (session.Queued is not null || session.RunningCommands > 0) flags.Append('x');
        if (session.Host.IsBlocked) flags.Append('b');
        if (session.Watch is { Broken: true }) flags.Append('d');
        if (session.Host.IsLocalSocket) flags.Append('U');
        if (session.IsSparedEviction) flags.Append('e');
        if (session.Flags.HasFlag(Engine.ClientFlags.NoTouch)) flags.Append('T');
        if (flags.Length == 0) flags.Append('N');
        return flags.ToString();
    }
}
