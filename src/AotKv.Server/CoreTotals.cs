using AotKv.Instance.Info;
using AotKv.Server.Reactor;

namespace AotKv.Server;

/// <summary>What all cores have moved over their sockets.</summary>
sealed class CoreTotals : NetworkTotals
{
    public Core[] Cores { get; set; } = [];

    public override long BytesReceived => Cores.Sum(core => core.Statistics.BytesReceived);

    public override long BytesSent => Cores.Sum(core => core.Statistics.BytesSent);

    public override long ClientBytes
    {
        get
        {
            var sum = 0L;
            foreach (var core in Cores) sum += core.Statistics.ClientBytes;
            return sum;
        }
    }

    public override long InputPeak => Cores.Max(core => core.Peaks.Input);

    public override long OutputPeak => Cores.Max(core => core.Peaks.Output);

    public override long Reads => Cores.Sum(core => core.Statistics.Reads);

    public override long Writes => Cores.Sum(core => core.Statistics.Writes);

    public override long Turns => Cores.Sum(core => core.Statistics.Turns);

    public override long TurnNanoseconds => Cores.Sum(core => core.Statistics.TurnNanoseconds);

    public override long LongestTurnNanoseconds => Cores.Max(core => core.Statistics.LongestTurnNanoseconds);

    public override long MostCpuInTurn => Cores.Max(core => core.Statistics.MostCpuInTurn);

    public override long StandIns => Cores.Sum(core => core.Port.StandIn.Holds);

    public override long CronNanoseconds => Cores.Sum(core => core.Statistics.CronNanoseconds);

    public override long MostCallsInTurn => Cores.Max(core => core.Statistics.MostCallsInTurn);

    public override double CpuSystemSeconds(int core) => ThreadTimes.Of(Cores[core].ThreadId).System;

    public override double CpuUserSeconds(int core) => ThreadTimes.Of(Cores[core].ThreadId).User;

    public override long BusyNanoseconds(int core) => Cores[core].Statistics.TurnNanoseconds;

    public override int CoresAwake => Cores[0].Port.CountAwake();

    public override void Reset()
    {
        foreach (var core in Cores)
        {
            var statistics = core.Statistics;
            statistics.BytesReceived = statistics.BytesSent = statistics.Reads = statistics.Writes = 0;
            statistics.Turns = statistics.TurnNanoseconds = statistics.LongestTurnNanoseconds = 0;
            statistics.MostCallsInTurn = statistics.CronNanoseconds = statistics.MostCpuInTurn = 0;
        }
    }
}
