using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;

namespace AotKv.Server;

/// <summary>The sockets that the configuration's bind, port and unixsocket ask for. Owned by the main thread.</summary>
sealed class ListeningSockets
{
    readonly List<int> sockets = [];
    string unixPath = "";

    public int[] Sockets => [.. sockets];

    /// <summary>Opens all of them. Null where one that is not optional cannot be had, which is logged.</summary>
    public static ListeningSockets? TryOpen(Settings settings, ServerLog log)
    {
        var opened = new ListeningSockets();
        if (settings.Port != 0 && !opened.TryOpenTcp(settings, log)
            || settings.UnixSocket.Length > 0 && !opened.TryOpenUnix(settings, log))
        {
            opened.Close();
            return null;
        }
        if (opened.sockets.Count > 0) return opened;
        log.Warning("Configured to not listen anywhere, exiting.");
        return null;
    }

    bool TryOpenTcp(Settings settings, ServerLog log)
    {
        foreach (var name in settings.Bind)
        {
            // "-" in front: the address may be missing on this machine.
            var isOptional = name.StartsWith('-');
            var address = isOptional ? name[1..] : name;
            var numeric = address switch { "*" => "0.0.0.0", "::*" => "::", _ => address };
            var socket = Linux.Sockets.ListenTcp(numeric, (int)settings.Port, (int)settings.TcpBacklog);
            if (socket >= 0)
            {
                sockets.Add(socket);
                continue;
            }
            if (isOptional && Errno.IsMissingAddress(-socket)) continue;
            var why = Errno.Describe(-socket);
            var where = $"{address}:{settings.Port}";
            log.Warning($"Warning: Could not create server TCP listening socket {where}: bind: {why}");
            log.Warning($"Failed listening on port {settings.Port} (tcp), aborting.");
            return false;
        }
        return true;
    }

    bool TryOpenUnix(Settings settings, ServerLog log)
    {
        var path = ByteText.ToPath(settings.UnixSocket);
        File.Delete(path);
        var socket = Linux.Sockets.ListenUnix(path, settings.UnixSocketPermissions, (int)settings.TcpBacklog);
        if (socket < 0)
        {
            log.Warning($"Failed opening Unix socket: bind: {Errno.Describe(-socket)}");
            return false;
        }
        unixPath = path;
        sockets.Add(socket);
        return true;
    }

    public void Close()
    {
        foreach (var socket in sockets) Linux.Sockets.Close(socket);
        if (unixPath.Length > 0) File.Delete(unixPath);
    }
}
