using System.Globalization;

namespace AotKv.Instance.Info;

/// <summary>
/// The text of INFO: sections and fields in Valkey's order. Numbers are summed from the cores when asked.
/// </summary>
public sealed class InfoReport(ServerInstance server, long now)
{
    static readonly string[] DefaultSections =
        ["server", "clients", "memory", "persistence", "stats", "replication", "cpu", "module_list", "errorstats",
            "cluster", "keyspace"];

    readonly InfoText text = new();

    ServerInstance Server => server;

    InfoText Text => text;

    long Now => now;

    /// <summary>The sections with these names; "default", "all" and "everything" name several.</summary>
    public string Write(ReadOnlySpan<string> names)
    {
        var wanted = new HashSet<string>();
        var all = false;
        if (names.IsEmpty) wanted.UnionWith(DefaultSections);
        foreach (var name in names)
        {
            var lower = name.ToLowerInvariant();
            if (lower is "all" or "everything") all = true;
            else if (lower == "default") wanted.UnionWith(DefaultSections);
            else wanted.Add(lower);
        }
        if (wanted.Contains("module_list")) wanted.Add("modules");
        foreach (var section in Sections)
            if (wanted.Contains(section.Name) || all && !section.OnlyByName) section.Write(this);
        return text.ToString();
    }

    readonly record struct Section(string Name, Action<InfoReport> Write, bool OnlyByName = false);

    static readonly Section[] Sections =
    [
        new("server", report => new ServerInfo(report.Server, report.Text, report.Now).Server()),
        new("tls", report => new ServerInfo(report.Server, report.Text, report.Now).Tls()),
        new("clients", report => new ClientsInfo(report.Server, report.Text, report.Now).Clients()),
        new("memory", report => new MemoryInfo(report.Server, report.Text).Memory()),
        new("persistence", report => new ServerInfo(report.Server, report.Text, report.Now).Persistence()),
        new("stats", report => new StatsInfo(report.Server, report.Text).Stats()),
        new("replication", report => new ServerInfo(report.Server, report.Text, report.Now).Replication()),
        new("cpu", report => new StatsInfo(report.Server, report.Text).Cpu()),
        new("modules", report => report.Text.Title("Modules")),
        new("commandstats", report => report.Commands("Commandstats").Counts()),
        new("errorstats", report => report.Commands("Errorstats").Errors()),
        new("latencystats", report => report.Commands("Latencystats").Latencies()),
        new("cluster", report => report.Cluster()),
        new("cluster_info", report => report.Text.Title("Cluster Info")),
        new("scriptingengines", report => report.ScriptingEngines()),
        new("keyspace", report => report.Keyspace()),
        new("debug", report => new StatsInfo(report.Server, report.Text).Debug(), OnlyByName: true),
    ];

    CommandReport Commands(string title)
    {
        text.Title(title);
        return new(server, text.Builder);
    }

    void Cluster()
    {
        text.Title("Cluster");
        text.Field("cluster_enabled", 0);
    }

    void ScriptingEngines()
    {
        text.Title("Scripting Engines");
        text.Zeros("engines_count", "engines_total_used_memory", "engines_total_memory_overhead");
    }

    void Keyspace()
    {
        text.Title("Keyspace");
        for (var database = 0; database < server.Shards[0].DatabaseCount; database++)
        {
            long keys = 0, expiring = 0, deadlines = 0, withFields = 0;
            foreach (var shard in server.Shards)
            {
                var facts = shard.FactsOf(database);
                keys += facts.Keys;
                expiring += facts.Expiring;
                withFields += shard.CountFieldExpiringKeys(database);
                if (facts.Expiring > 0) deadlines += (facts.AverageDeadline - now) * facts.Expiring;
            }
            if (keys == 0) continue;
            var left = expiring == 0 ? 0 : Math.Max(0, deadlines / expiring);
            text.Field("db" + database, string.Create(CultureInfo.InvariantCulture,
                $"keys={keys},expires={expiring},avg_ttl={left},keys_with_volatile_items={withFields}"));
        }
    }
}
