using AotKv.Linearizability;
using AotKv.Loopback;
using Xunit;

namespace AotKv.Histories.Tests;

/// <summary>
/// What many clients of the binary saw at once, at four shards, is what one Valkey could have shown them.
/// </summary>
public class HistoryTests
{
    const int Groups = 3;
    const int ClientsPerGroup = 3;
    const int Rounds = 60;
    const int BatchesPerRound = 5;
    const int OperationsAtOnce = 4;

    [Theory]
    [InlineData(4, "io_uring", false)]
    [InlineData(4, "epoll", false)]
    [InlineData(4, "io_uring", true)]
    public void Clients_see_what_one_server_could_have_shown_them(int shards, string backend, bool collections)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        var connections = new RespConnection[Groups * ClientsPerGroup];
        for (var i = 0; i < connections.Length; i++) connections[i] = server.Connect();
        for (var round = 0; round < Rounds; round++)
        {
            // Groups share no keys and no clients, so each has a history of its own.
            foreach (var (group, history) in Record(connections, shards, round, collections).Index())
            {
                var violation = history.FindViolation(statesMax: 300_000);
                if (violation is null) continue;
                Assert.Fail($"AOTKV_SEED={Seed.ForThisRun}, round {round}, group {group}:\n{violation}\n\n{history}");
            }
            foreach (var connection in connections) connection.Call("UNWATCH");
        }
        foreach (var connection in connections) connection.Dispose();
    }

    static History[] Record(RespConnection[] connections, int shards, int round, bool collections)
    {
        var clients = new RecordedClient[connections.Length];
        for (var i = 0; i < clients.Length; i++)
        {
            var group = i / ClientsPerGroup;
            var keys = ShardKeys.OnePerShard($"r{round}g{group}k", shards);
            var random = new Random(Seed.ForThisRun + round * connections.Length + i);
            clients[i] = new(connections[i], i % ClientsPerGroup, keys, random, collections);
        }
        Together.Run(clients.Length, i =>
        {
            for (var batch = 0; batch < BatchesPerRound; batch++) clients[i].Talk(OperationsAtOnce);
        });
        var histories = new History[Groups];
        for (var group = 0; group < Groups; group++)
        {
            histories[group] = new History();
            foreach (var client in clients.AsSpan(group * ClientsPerGroup, ClientsPerGroup))
                foreach (var operation in client.Operations) histories[group].Add(operation);
        }
        return histories;
    }
}
