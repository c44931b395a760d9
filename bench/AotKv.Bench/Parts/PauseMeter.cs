using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench.Parts;

/// <summary>
/// Watches one server from outside, by a <see cref="Pinger"/>, and from inside, by the longest turn of its event loop,
/// while something is done to it.
/// </summary>
sealed class PauseMeter : IDisposable
{
    const int StepMilliseconds = 50;
    const int BeforeMilliseconds = 50;
    const int SettleStepsMin = 6;
    const int SettleStepsMax = 600;
    const long SettledBytes = 1 << 20;

    readonly RespConnection client;
    readonly Pinger pinger;

    public PauseMeter(ServerProcess server)
    {
        client = server.Connect();
        client.Socket.ReceiveTimeout = 120_000;
        // Ours takes a turn's CPU time only while latencies are watched.
        Must(client.Call("CONFIG", "SET", "latency-monitor-threshold", "1"));
        pinger = new(server.Port);
    }

    /// <summary>Does something, waits until memory stands still, and says what others saw.</summary>
    public Pause During(Action<RespConnection> action)
    {
        // Nothing is left to collect while the pinger runs.
        GC.Collect();
        Must(client.Call("CONFIG", "RESETSTAT"));
        pinger.Begin();
        Thread.Sleep(BeforeMilliseconds);
        action(client);
        Settle();
        var window = pinger.End();
        return new(window.Max / 1e6, window.Percentile(99.9) / 1e6,
            ServerInfo.Number(client, "debug", "eventloop_duration_max") / 1e3,
            ServerInfo.NumberOrZero(client, "debug", "eventloop_cpu_max") / 1e3);
    }

    public Pause During(params string[] command) => During(client => Must(client.Call(command)));

    /// <summary>Without watching.</summary>
    public void Do(params string[] command)
    {
        Must(client.Call(command));
        Settle();
    }

    static void Must(RespValue reply)
    {
        if (reply.Kind == RespKind.Error) throw new LoadException(reply.Text);
    }

    /// <summary>Waits until the server neither takes nor gives back memory.</summary>
    void Settle()
    {
        var used = ServerInfo.UsedMemory(client);
        for (int still = 0, step = 0; still < SettleStepsMin && step < SettleStepsMax; step++)
        {
            Thread.Sleep(StepMilliseconds);
            var now = ServerInfo.UsedMemory(client);
            still = Math.Abs(now - used) < SettledBytes ? still + 1 : 0;
            used = now;
        }
    }

    public void Dispose()
    {
        pinger.Dispose();
        client.Dispose();
    }
}
