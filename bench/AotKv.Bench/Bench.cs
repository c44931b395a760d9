using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>What every part works with: the options, the servers it starts, and how a load is run.</summary>
sealed class Bench(Options options, ServerYard yard)
{
    public Options Options => options;

    public ServerYard Yard => yard;

    public Sample Run(ServerProcess server, Load load) => Run(server, load, Contender.LoadCpu);

    public Sample Run(ServerProcess server, Load load, string cpus)
    {
        try
        {
            return options.UsesRedisBenchmark && RedisBenchmark.Can(load)
                ? RedisBenchmark.Run(server, load, options.Seconds, cpus)
                : OwnGenerator.Run(server, load, options.Seconds, cpus);
        }
        catch (LoadException)
        {
            if (yard.LastWords() is { Length: > 0 } words) throw new LoadException(words);
            throw;
        }
    }

    public void Fill(ServerProcess server, long count, params string[] request) =>
        OwnGenerator.Run(server, Load.Fill(count, request), options.Seconds, Contender.LoadCpu);

    /// <summary>
    /// Adds members to one value, a hundred with each request: <paramref name="member"/> holds what stands for one, its
    /// __seq__ goes from <paramref name="first"/> on.
    /// </summary>
    public void FillMembers(
        ServerProcess server, long members, string command, string key, string[] member, long first = 0,
        long numbers = 0)
    {
        string[] request = [command, key];
        for (var i = 0; i < MembersAtOnce; i++) request = [.. request, .. member];
        var load = Load.Fill(members / MembersAtOnce, request) with
        {
            Keys = numbers > 0 ? numbers : first + members,
            FirstInRow = first,
            Pipeline = 4,
        };
        OwnGenerator.Run(server, load, options.Seconds, Contender.LoadCpu);
    }

    const int MembersAtOnce = 100;

    /// <summary>
    /// Empties the server and waits until it is idle: memory it still frees would be charged to a load.
    /// </summary>
    public void Empty(ServerProcess server)
    {
        Call(server, "FLUSHALL");
        WaitUntilIdle(server);
    }

    /// <summary>Waits until the server uses almost no CPU time.</summary>
    public void WaitUntilIdle(ServerProcess server)
    {
        for (var waited = 0; waited < IdleLimitMilliseconds; waited += IdleStepMilliseconds)
        {
            var before = CpuTime.NanosecondsOf(server.Id);
            Thread.Sleep(IdleStepMilliseconds);
            if (CpuTime.NanosecondsOf(server.Id) - before < IdleNanoseconds) return;
        }
        throw new LoadException("The server does not come to rest.");
    }

    const int IdleStepMilliseconds = 20;
    const int IdleNanoseconds = 1_000_000;
    const int IdleLimitMilliseconds = 60_000;

    /// <summary>One command over a connection of its own, which must not be answered with an error.</summary>
    public RespValue Call(ServerProcess server, params string[] arguments)
    {
        using var client = server.Connect();
        client.Socket.ReceiveTimeout = CallLimitMilliseconds;
        var reply = client.Call(arguments);
        if (reply.Kind == RespKind.Error) throw new LoadException($"{arguments[0]}: {reply.Text}");
        return reply;
    }

    const int CallLimitMilliseconds = 120_000;
}
