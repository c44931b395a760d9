using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>As many idle clients as the limit on open files lets a test have.</summary>
public class CrowdTests
{
    const int ClientsWanted = 10_000;
    const int DescriptorsForTheRest = 300;

    /// <summary>
    /// docs/decisions/0006-idle-clients.md: 475 to 596 bytes, tables that double and what connecting left to the
    /// collector included; the kernel's buffers are not in it.
    /// </summary>
    const long BytesPerClientMax = 768;

    [Theory]
    [InlineData(1, "epoll")]
    [InlineData(1, "io_uring")]
    [InlineData(4, "io_uring")]
    public void Ten_thousand_idle_clients_cost_little_and_all_are_served(int shards, string backend)
    {
        var wanted = (int)Math.Min(ClientsWanted, OpenFilesMax() - DescriptorsForTheRest);
        using var server = ServerProcess.StartOurs(shards, backend, "--maxclients", "20000");
        var clients = new List<RespConnection>(wanted);
        try
        {
            // The first thousand make the buffers and tables that any load needs.
            while (clients.Count < 1_000) clients.Add(Greet(server));
            var before = server.ResidentBytes();
            while (clients.Count < wanted) clients.Add(Greet(server));
            var perClient = (server.ResidentBytes() - before) / Math.Max(1, wanted - 1_000);
            TestContext.Current.TestOutputHelper!.WriteLine($"{perClient} bytes a client, of {wanted}");
            for (var i = 0; i < wanted; i += 7) Assert.Equal("PONG", clients[i].Call("PING").Text);
            Assert.True(perClient <= BytesPerClientMax || !ServerProcess.IsOurs, $"{perClient} bytes an idle client");
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
        using var last = server.Connect();
        Assert.Equal("PONG", last.Call("PING").Text);
    }

    static RespConnection Greet(ServerProcess server)
    {
        var client = server.Connect();
        Assert.Equal("PONG", client.Call("PING").Text);
        return client;
    }

    static long OpenFilesMax()
    {
        foreach (var line in File.ReadLines("/proc/self/limits"))
        {
            if (!line.StartsWith("Max open files", StringComparison.Ordinal)) continue;
            var soft = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
            return soft == "unlimited" ? int.MaxValue : long.Parse(soft);
        }
        return 1_024;
    }
}
