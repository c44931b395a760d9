using System.Globalization;
using AotKv.Loopback;

namespace AotKv.Bench.Loads;

/// <summary>Runs this program once more as a load, on CPUs of its own, and reads what it saw.</summary>
static class OwnGenerator
{
    const double NanosecondsPerMillisecond = 1e6;

    /// <summary>Beyond the run itself: connecting, and an open load's last replies.</summary>
    const double GraceSeconds = 30;

    public static Sample Run(ServerProcess server, Load load, double seconds, string cpus)
    {
        var plan = new LoadPlan
        {
            Port = server.Port,
            Server = server.Id,
            Clients = load.Clients,
            Pipeline = load.Pipeline,
            Seconds = load.Seconds > 0 ? load.Seconds : seconds,
            Requests = load.Requests,
            Rate = load.Rate,
            Keys = load.Keys,
            FirstInRow = load.FirstInRow,
            Shards = load.Shards,
            FirstConnection = load.Shards == 1 ? 0 : ConnectionsSoFar(server),
            Request = load.Request,
        };
        var line = ChildProcess.Output(TimeSpan.FromSeconds(plan.Seconds + GraceSeconds),
            "taskset", ["-c", cpus, Environment.ProcessPath!, .. plan.ToArguments()]);
        var fields = Array.ConvertAll(line.Trim().Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
        if (fields[0] == 0) throw new LoadException($"{load.Title}: no request was answered.");
        if (fields[3] > 0 && !load.MayFail)
            throw new LoadException($"{load.Title}: {fields[3]:F0} of {fields[0]:F0} answers were errors.");
        double Milliseconds(int field) => fields[field] / NanosecondsPerMillisecond;
        return new(fields[0] / fields[1], fields[2] / 1_000 / fields[0],
            Milliseconds(4), Milliseconds(5), Milliseconds(6), Milliseconds(7));
    }

    /// <summary>
    /// The place in the deal that the next connection gets: the server deals connections to its cores in turn, and
    /// counts them, this one included.
    /// </summary>
    static int ConnectionsSoFar(ServerProcess server)
    {
        using var client = server.Connect();
        return (int)ServerInfo.Number(client, "stats", "total_connections_received");
    }
}
