using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>Every directive of Valkey 9.1.0 on its way through a running server and back into a file.</summary>
public sealed class DirectiveTests
{
    static IEnumerable<string[]> Golden() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Files", "config.tsv")).Skip(1)
            .Select(line => line.Split('\t'));

    static SortedDictionary<string, string> All(RespConnection client)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var items = client.Call("CONFIG", "GET", "*").Items;
        for (var i = 0; i < items.Length; i += 2) found[items[i].Text] = items[i + 1].Text;
        return found;
    }

    /// <summary>
    /// The values that a server starts with are set, rewritten, read from the file, and given on the command line, and
    /// are the same each time.
    /// </summary>
    [Fact]
    public void Values_survive_set_rewrite_file_and_command_line()
    {
        string[] fixedValues = ["--enable-protected-configs", "yes", "--hz", "17", "--save", "100 2 300 4",
            "--notify-keyspace-events", "KEA", "--oom-score-adj-values", "1 2 3", "--io-threads", "2"];
        var folder = Directory.CreateTempSubdirectory("aotkv-process-").FullName;
        SortedDictionary<string, string> before, after;
        var port = ServerProcess.FreePort();
        File.WriteAllText(Path.Combine(folder, "server.conf"), "# kept\nunixsocketperm 700\nbind 127.0.0.1\n");
        using var launch = new Launch(
            new LaunchOptions { Folder = folder }, ["server.conf", "--port", $"{port}", .. fixedValues]);
        using (var client = launch.Connect(port))
        {
            before = All(client);
            var immutable = Golden().Where(row => row[7].Contains("immutable")).Select(row => row[0])
                .Concat(Golden().Where(row => row[7].Contains("immutable")).Select(row => row[8]))
                .Append("network-backend").Append("stand-in-commands").Append("metrics-port").ToHashSet();
            foreach (var (name, value) in before)
            {
                if (immutable.Contains(name)) continue;
                var reply = client.Call("CONFIG", "SET", name, value).Text;
                Assert.True(reply == "OK", $"{name} {value}: {reply}");
            }
            Assert.Equal(before, All(client));
            Assert.Equal("OK", client.Call("CONFIG", "REWRITE").Text);
        }
        Assert.Equal(0, launch.Stop());
        Assert.Contains("# kept", File.ReadAllText(Path.Combine(folder, "server.conf")));

        // Read from the file alone, then all of it from the command line.
        using (var second = new Launch(new LaunchOptions { Before = ["env", "-C", folder] }, "server.conf"))
        {
            using var client = second.Connect(port);
            after = All(client);
            second.Stop();
        }
        Assert.Equal(before, after);
        string[] arguments = [.. before.Where(pair => pair.Value.Length > 0 || pair.Key == "save")
            .Where(pair => pair.Key is not ("replicaof" or "slaveof"))
            .SelectMany(pair => (string[])["--" + pair.Key, pair.Value])];
        using var third = new Launch(arguments);
        using var last = third.Connect(port);
        after = All(last);
        Assert.Equal(before, after);
        Assert.Equal(0, third.Stop());
    }

    [Fact]
    public void Every_directive_can_be_asked_for_by_name_and_alias()
    {
        using var launch = Launch.Server(out var client);
        foreach (var row in Golden())
        {
            Assert.Equal(2, client.Call("CONFIG", "GET", row[0]).Items.Length);
            if (row[8].Length > 0) Assert.Equal(2, client.Call("CONFIG", "GET", row[8]).Items.Length);
        }
    }
}
