using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;
using AotKv.Server.Reactor;

namespace AotKv.Server;

/// <summary>
/// The sockets that the configuration's bind, port and unixsocket ask for. Opened by the main thread, changed by CONFIG
/// SET under the configuration's turnstile on any core: the calls are the kernel's, only watching is core 0's.
/// </summary>
sealed class ListeningSockets(ServerLog log)
{
    const int NoSuchGroup = 43;

    List<int> tcp = [];
    int unix = -1;
    string unixPath = "";
    Listeners? watchers;

    public int[] Sockets => unix < 0 ? [.. tcp] : [.. tcp, unix];

    /// <summary>Opens all of them. Null where one that is not optional cannot be had, which is logged.</summary>
    public static ListeningSockets? TryOpen(Settings settings, ServerLog log)
    {
        var opened = new ListeningSockets(log);
        if (settings.RdmaPort != 0 || settings.RdmaBind.Count > 0)
        {
            log.Warning("RDMA is not supported by this build: rdma-port must be 0, and rdma-bind empty.");
            return null;
        }
        if (settings.Port != 0 && !TryOpenTcp(settings, settings.Port, opened.tcp, log))
        {
            log.Warning($"Failed listening on port {settings.Port} (tcp), aborting.");
            return null;
        }
        if (settings.UnixSocket.Length > 0 && !opened.TryOpenUnix(settings))
        {
            log.Warning("Failed listening on port 0 (unix), aborting.");
            opened.Close();
            return null;
        }
        if (opened.Sockets.Length > 0) return opened;
        log.Warning("Configured to not listen anywhere, exiting.");
        return null;
    }

    /// <summary>Called after a change, with the new settings.</summary>
    public Action<Settings>? Moved { get; set; }

    /// <summary>Who watches them; told when they change.</summary>
    public void Attach(Listeners listeners) => watchers = listeners;

    public bool ApplyPort(Settings settings, out string? reason)
    {
        reason = "Unable to listen on this port. Check server logs.";
        return TryChange(settings);
    }

    public bool ApplyBind(Settings settings, out string? reason)
    {
        reason = "Failed to bind to specified addresses.";
        return TryChange(settings);
    }

    /// <summary>
    /// The old sockets stop first, since the new ones may overlap with them, and listen again where the new ones cannot
    /// be had. Until core 0 watches the new ones, connections wait in their backlog.
    /// </summary>
    bool TryChange(Settings settings)
    {
        var before = tcp;
        var after = new List<int>();
        foreach (var socket in before) Linux.Sockets.Shutdown(socket);
        var isOpen = settings.Port == 0 || TryOpenTcp(settings, settings.Port, after, log);
        if (isOpen)
        {
            tcp = after;
            watchers!.Change(Sockets, closed: before);
            Moved?.Invoke(settings);
            return true;
        }

        foreach (var socket in before) Linux.Sockets.ListenAgain(socket, (int)settings.TcpBacklog);
        watchers!.Change(Sockets, closed: []);
        return false;
    }

    /// <summary>Opens a port at every address of bind. False where one cannot be had, which is logged.</summary>
    public static bool TryOpenTcp(Settings settings, long port, List<int> opened, ServerLog log)
    {
        var protocol = settings.Mptcp ? TransportProtocol.MultipathTcp : TransportProtocol.Tcp;
        foreach (var name in settings.Bind)
        {
            // "-" in front: the address may be missing on this machine.
            var isOptional = name.StartsWith('-');
            var address = isOptional ? name[1..] : name;
            var numeric = address switch { "*" => "0.0.0.0", "::*" => "::", _ => address };
            var socket = Linux.Sockets.ListenTcp(
                numeric, (int)port, (int)settings.TcpBacklog, protocol, (uint)settings.SocketMarkId);
            if (socket >= 0)
            {
                opened.Add(socket);
                continue;
            }
            if (isOptional && Errno.IsMissingAddress(-socket)) continue;
            var why = Errno.Describe(-socket);
            var where = $"{address}:{port}";
            log.Warning($"Warning: Could not create server TCP listening socket {where}: bind: {why}");
            foreach (var other in opened) Linux.Sockets.Close(other);
            opened.Clear();
            return false;
        }
        return true;
    }

    bool TryOpenUnix(Settings settings)
    {
        var path = ByteText.ToPath(settings.UnixSocket);
        File.Delete(path);
        var socket = Linux.Sockets.ListenUnix(
            path, settings.UnixSocketPermissions, (int)settings.TcpBacklog, ByteText.ToPath(settings.UnixSocketGroup));
        if (socket < 0)
        {
            log.Warning(socket == -NoSuchGroup
                ? $"Failed opening Unix socket: getgrnam: no group '{settings.UnixSocketGroup}'"
                : $"Failed opening Unix socket: bind: {Errno.Describe(-socket)}");
            return false;
        }
        unixPath = path;
        unix = socket;
        return true;
    }

    public void Close()
    {
        foreach (var socket in Sockets) Linux.Sockets.Close(socket);
        if (unixPath.Length > 0) File.Delete(unixPath);
    }
}
