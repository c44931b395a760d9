using System.Globalization;
using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>INFO of a running server held against Valkey 9.1.0's fields (tests/golden/info.tsv).</summary>
public sealed class InfoTests
{
    static readonly string[] elsewhere = ["Sentinel"];

    static IEnumerable<string[]> Golden() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Files", "info.tsv")).Skip(1)
            .Select(line => line.Split('\t')).Where(row => !elsewhere.Contains(row[0]));

    static Dictionary<string, List<KeyValuePair<string, string>>> Sections(RespConnection client, string what)
    {
        var sections = new Dictionary<string, List<KeyValuePair<string, string>>>();
        List<KeyValuePair<string, string>>? current = null;
        foreach (var line in client.Call("INFO", what).Text.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith("# ", StringComparison.Ordinal)) sections.Add(line[2..], current = []);
            else if (colon > 0) current!.Add(new(line[..colon], line[(colon + 1)..]));
        }
        return sections;
    }

    static Dictionary<string, string> Fields(RespConnection client) =>
        Sections(client, "everything").Concat(Sections(client, "debug")).SelectMany(section => section.Value)
            .GroupBy(field => field.Key).ToDictionary(group => group.Key, group => group.First().Value);

    /// <summary>Those without a condition; where one is met the field has its own test.</summary>
    [Fact]
    public void Every_field_is_there_in_its_section_and_order_with_a_value_of_its_type()
    {
        using var launch = Launch.Server(out var client, "--io-threads", "2");
        client.Call("SET", "key", "value");
        var sections = Sections(client, "everything");
        foreach (var (name, fields) in Sections(client, "debug")) sections.Add(name, fields);
        foreach (var section in Golden().GroupBy(row => row[0]))
        {
            Assert.True(sections.ContainsKey(section.Key), $"no section {section.Key}");
            var known = section.Select(row => row[4]).ToHashSet();
            var found = sections[section.Key].Where(field => known.Contains(field.Key)).ToArray();
            var conditional = section.Where(row => row[6].Length > 0).Select(row => row[4]).ToHashSet();
            Assert.Equal(
                section.Where(row => row[6].Length == 0).OrderBy(row => int.Parse(row[3])).Select(row => row[4]),
                found.Select(field => field.Key).Where(name => !conditional.Contains(name)));
            var types = section.ToDictionary(row => row[4], row => row[5]);
            foreach (var (name, value) in found)
                Assert.True(Fits(types[name], value), $"{name}:{value} is no {types[name]}");
        }
    }

    static bool Fits(string type, string value) => type switch
    {
        "int" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "float(2dp)" => HasDecimals(value, decimals: 2),
        "percent(2dp)" => value.EndsWith('%') && HasDecimals(value[..^1], decimals: 2),
        "seconds(6dp)" => HasDecimals(value, decimals: 6),
        _ => true,
    };

    static bool HasDecimals(string value, int decimals) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        && value.Length - 1 - value.IndexOf('.', StringComparison.Ordinal) == decimals;

    [Fact]
    public void Default_and_single_sections_are_those_of_valkey()
    {
        using var launch = Launch.Server(out var client);
        var byDefault = Golden().Where(row => row[2] == "yes").Select(row => row[0]).Distinct().ToArray();
        Assert.Empty(Sections(client, "default").Keys.Except(byDefault));
        Assert.Empty(byDefault.Except(Sections(client, "default").Keys).Except(["Cluster Info", "Scripting Engines"]));
        foreach (var row in Golden().DistinctBy(row => row[1]))
            foreach (var name in row[1].Split('|')) Assert.Contains(row[0], Sections(client, name).Keys);
    }

    /// <summary>What is done, and the fields that must have grown after it.</summary>
    static IEnumerable<(Action<RespConnection> Do, string[] Grown)> Moves(Func<RespConnection> connect)
    {
        yield return (client => client.Call("PING"),
            ["total_commands_processed", "total_net_input_bytes", "total_net_output_bytes", "total_reads_processed",
            "total_writes_processed", "eventloop_cycles", "eventloop_duration_sum", "eventloop_duration_cmd_sum",
            "server_time_usec"]);
        yield return (_ => connect(), ["total_connections_received", "connected_clients"]);
        yield return (client => client.Call("SET", "a", new string('x', 1 << 20)),
            ["used_memory", "used_memory_dataset", "rdb_changes_since_last_save", "db0"]);
        yield return (client => client.Call("GET", "a"), ["keyspace_hits"]);
        yield return (client => client.Call("GET", "missing"), ["keyspace_misses"]);
        yield return (client => client.Call("NONSENSE"), ["total_error_replies", "errorstat_ERR"]);
        yield return (client => client.Call("AUTH", "nobody", "x"), ["acl_access_denied_auth"]);
        yield return (DenyAll(connect), ["acl_access_denied_cmd", "acl_access_denied_key"]);
        yield return (client => client.Call("WATCH", "w"), ["watching_clients", "total_watched_keys"]);
        yield return (client => connect().Send("BLPOP", "list", "0"), ["blocked_clients", "total_blocking_keys"]);
        yield return (client => connect().Send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">"),
            ["total_blocking_keys_on_nokey"]);
        yield return (client => client.Call("SET", "soon", "x", "PX", "1"), ["expired_keys"]);
        yield return (client => client.Call("HSETEX", "hash", "PX", "1", "FIELDS", "1", "f", "v"), ["expired_fields"]);
        yield return (client => connect().Send("BLPOP", "list", "1000"), ["clients_in_timeout_table"]);
        yield return (client => client.Call("GETRANGE", "a", "0", "9"), ["cmdstat_getrange"]);
        yield return (client => client.Call("DEBUG", "SLEEP", "0.02"), ["eventloop_duration_max"]);
        yield return (client => client.Call("CLIENT", "PAUSE", "100000", "WRITE"), ["paused_timeout_milliseconds"]);
        yield return (client => client.Call("CLIENT", "UNPAUSE"), ["total_commands_processed"]);
        yield return (client => client.Call("CONFIG", "SET", "maxmemory", "1gb"), ["maxmemory"]);
    }

    static Action<RespConnection> DenyAll(Func<RespConnection> connect) => client =>
    {
        client.Call("ACL", "SETUSER", "small", "on", "nopass", "+get", "+auth", "~mine");
        var small = connect();
        small.Call("AUTH", "small", "x");
        small.Call("GET", "yours");
        small.Call("SET", "mine", "x");
    };

    [Fact]
    public void Counters_and_gauges_move_when_they_should()
    {
        using var launch = Launch.Server(out var client, "--io-threads", "2");
        var port = int.Parse(client.Call("CONFIG", "GET", "port").Items[1].Text);
        client.Call("XGROUP", "CREATE", "s", "g", "$", "MKSTREAM");
        var others = new List<RespConnection>();
        RespConnection Connect()
        {
            var other = launch.Connect(port);
            others.Add(other);
            return other;
        }
        foreach (var (act, grown) in Moves(Connect))
        {
            var before = Fields(client);
            act(client);
            foreach (var name in grown)
                launch.Until(() => IsMore(before, Fields(client), name), $"{name} does not move");
        }
        foreach (var other in others) other.Dispose();
        launch.Until(() => Fields(client)["connected_clients"] == "1", "clients that left are still counted");
        Assert.Equal("OK", client.Call("CONFIG", "RESETSTAT").Text);
        var after = Fields(client);
        foreach (var name in (string[])["keyspace_hits", "expired_keys", "total_error_replies", "expired_fields"])
            Assert.Equal("0", after[name]);
    }

    /// <summary>As a number, or as the first number of a list such as db0's.</summary>
    static bool IsMore(Dictionary<string, string> before, Dictionary<string, string> after, string name)
    {
        static double Number(Dictionary<string, string> fields, string name)
        {
            if (!fields.TryGetValue(name, out var text)) return 0;
            var digits = text.Split(',')[0].Split('=')[^1];
            return double.Parse(digits, CultureInfo.InvariantCulture);
        }
        return Number(after, name) > Number(before, name);
    }
}
