using AotKv.Instance.Info;
using AotKv.Server.Reactor;

namespace AotKv.Server;

/// <summary>What all cores have moved over their sockets.</summary>
sealed class CoreTotals : NetworkTotals
{
    public Core[] Cores { get; set; } = [];

    public override long BytesReceived => Cores.Sum(core => core.Statistics.BytesReceived);

    public override long BytesSent => Cores.Sum(core => core.Statistics.BytesSent);
}
