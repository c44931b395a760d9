using System.Collections.Concurrent;

namespace AotKv.Server.Reactor;

/// <summary>
/// The listening sockets. Watched by core 0, which spreads the connections over all cores in turn: a client's core is
/// chosen once, when it connects. <see cref="Change"/> is for any thread under the configuration's turnstile.
/// </summary>
sealed class Listeners(Core[] cores)
{
    const long TokenBit = 1L << 62;

    readonly List<int> watched = [];
    readonly ConcurrentQueue<(int[] Sockets, int[] Closed)> changes = [];
    readonly Queue<long> unfinished = [];
    volatile bool isChanged;
    int turn;

    /// <summary>From its next turn on core 0 watches these sockets, and closes those.</summary>
    public void Change(IEnumerable<int> newSockets, IEnumerable<int> closed)
    {
        changes.Enqueue(([.. newSockets], [.. closed]));
        isChanged = true;
        cores[0].Ring();
    }

    /// <summary>Whether connections wait that a turn had no room for; asked by core 0.</summary>
    public bool IsBusy(Core core) => core.Port.Core == 0 && unfinished.Count > 0;

    /// <summary>Takes up what <see cref="Change"/> asked for and what the turn before left, at each turn.</summary>
    public void Follow(Core core)
    {
        if (core.Port.Core != 0) return;
        for (var left = unfinished.Count; left > 0; left--) AcceptAll(core, unfinished.Dequeue());
        if (!isChanged) return;
        isChanged = false;
        unfinished.Clear();
        while (changes.TryDequeue(out var change))
        {
            foreach (var socket in watched) core.Network.StopListening(socket);
            watched.Clear();
            foreach (var socket in change.Closed) Linux.Sockets.Close(socket);
            Watch(core, change.Sockets);
        }
    }

    void Watch(Core core, int[] newSockets)
    {
        foreach (var socket in newSockets) core.Network.Listen(socket, TokenBit | (uint)socket);
        watched.AddRange(newSockets);
    }

    /// <summary>
    /// Takes the connections that wait at the listener with this token, as many as max-new-connections-per-cycle lets
    /// in; the rest has its turn at the next one, since the network tells of them once only.
    /// </summary>
    public void AcceptAll(Core core, long token)
    {
        var listener = (int)(uint)token;
        var most = core.Server.Configuration.Current.MaxNewConnectionsPerCycle;
        for (var accepted = 0; accepted < most; accepted++)
        {
            var socket = core.Network.TryAccept(listener);
            if (socket < 0) return;
            if (Refusal(core, socket) is { Length: > 0 } refusal)
            {
                core.Sockets.Refuse(socket, refusal);
                continue;
            }
            core.Sockets.Prepare(socket);
            core.Server.Clients.Expect();
            core.HandOver(socket, cores[turn++ % cores.Length]);
        }
        unfinished.Enqueue(token);
    }

    static byte[]? Refusal(Core core, int socket)
    {
        var settings = core.Server.Configuration.Current;
        if (core.Server.Clients.CountWithArriving >= settings.MaxClients)
        {
            core.Server.Statistics.CountRejectedConnection();
            return "-ERR max number of clients reached\r\n"u8.ToArray();
        }
        if (settings.ProtectedMode && !core.Server.NeedsPassword && !core.Sockets.IsLocalPeer(socket))
        {
            core.Server.Statistics.CountRejectedConnection();
            return System.Text.Encoding.ASCII.GetBytes(ProtectedModeRefusal);
        }
        return null;
    }

    const string ProtectedModeRefusal =
        "-DENIED Running in protected mode because protected mode is enabled and no password is set for the default " +
        "user. In this mode connections are only accepted from the loopback interface. If you want to connect from " +
        "external computers, you may adopt one of the following solutions: 1) Just disable protected mode sending " +
        "the command 'CONFIG SET protected-mode no' from the loopback interface by connecting from the same host " +
        "the server is running, however MAKE SURE it's not publicly accessible from internet if you do so. Use " +
        "CONFIG REWRITE to make this change permanent. 2) Alternatively you can just disable the protected mode by " +
        "editing the configuration file, and setting the protected mode option to 'no', and then restarting the " +
        "server. 3) If you started the server manually just for testing, restart it with the '--protected-mode no' " +
        "option. 4) Set up an authentication password for the default user. NOTE: You only need to do one of the " +
        "above things in order for the server to start accepting connections from the outside.\r\n";
}
