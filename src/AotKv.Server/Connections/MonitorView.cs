using AotKv.Server.Reactor;

namespace AotKv.Server.Connections;

/// <summary>What a client of MONITOR is shown. Owned by the connection, on its core.</summary>
sealed class MonitorView(Connection connection, Core core)
{
    /// <summary>Lines are written.</summary>
    bool isShown;

    public void Watch(bool isOn)
    {
        connection.Session.IsMonitor = isOn;
        core.SetMonitor(connection, isOn);
        isShown = isOn && core.Peers.Length == 1;
    }

    /// <summary>
    /// What ran before all cores knew is not shown, as some of it may have run without a line. From here on nothing is
    /// left out, also while the monitor itself waits for a reply.
    /// </summary>
    public void ShowFromHereOn()
    {
        if (isShown) return;
        core.ShowMonitors();
        isShown = true;
    }

    public void Show(byte[][] lines)
    {
        if (!isShown) return;
        foreach (var line in lines) connection.ReplyHere().Raw(line);
        core.FlushLater(connection);
    }
}
