using System.Globalization;
using System.Text;

namespace AotKv.Instance.Info;

/// <summary>
/// INFO in Prometheus' text format, version 0.0.4 (prometheus.io, "Exposition formats"). Every number of INFO becomes a
/// metric `valkey_` with the field's name; what a field says of databases, commands and errors becomes labels. Numbers
/// that only grow are counters, all others gauges.
/// </summary>
public sealed class MetricsReport(ServerInstance server, long now)
{
    /// <summary>The content type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    static readonly string[] sections = ["all"];

    // What grows as long as the server runs, beside the names that say so themselves.
    static readonly string[] counters =
    [
        "keyspace_hits", "keyspace_misses", "expired_keys", "evicted_keys", "evicted_clients", "rejected_connections",
        "used_cpu_sys", "used_cpu_user", "used_cpu_sys_children", "used_cpu_user_children", "used_cpu_sys_main_thread",
        "used_cpu_user_main_thread", "sync_full", "sync_partial_ok", "sync_partial_err", "uptime_in_seconds",
    ];

    // Numbers by accident: identities, and what is said in a better unit beside them.
    static readonly HashSet<string> left =
    [
        "redis_build_id", "run_id", "redis_git_sha1", "redis_version", "valkey_version", "gcc_version", "server_name",
        "master_replid", "master_replid2", "lru_clock", "process_id", "uptime_in_days", "server_time_usec",
    ];

    readonly SortedDictionary<string, List<(string Labels, string Value)>> families = new(StringComparer.Ordinal);
    readonly StringBuilder text = new();

    public string Write()
    {
        foreach (var line in new InfoReport(server, now).Write(sections).Split("\r\n"))
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && line[0] != '#') Take(line[..colon], line[(colon + 1)..]);
        }
        foreach (var (name, samples) in families) Family(name, samples);
        Version();
        Histograms();
        return text.ToString();
    }

    void Take(string field, string value)
    {
        if (left.Contains(field)) return;
        if (field.StartsWith("db", StringComparison.Ordinal) && value.StartsWith("keys=", StringComparison.Ordinal))
            TakeParts("db_", Label("db", field[2..]), value);
        else if (field.StartsWith("cmdstat_", StringComparison.Ordinal))
            TakeParts("commands_", Label("cmd", field["cmdstat_".Length..]), value);
        else if (field.StartsWith("errorstat_", StringComparison.Ordinal))
            TakeParts("errors_", Label("code", field["errorstat_".Length..]), value);
        else if (!field.StartsWith("latency_percentiles", StringComparison.Ordinal) && IsNumber(value))
            Add(field, "", value);
    }

    /// <summary>"calls=1,usec=2": a metric for each part.</summary>
    void TakeParts(string prefix, string labels, string value)
    {
        foreach (var part in value.Split(','))
        {
            var equals = part.IndexOf('=');
            if (equals < 0 || !IsNumber(part[(equals + 1)..])) continue;
            var name = prefix + part[..equals];
            if (prefix != "db_" && name != "commands_usec_per_call") name += "_total";
            Add(name, labels, part[(equals + 1)..]);
        }
    }

    void Add(string name, string labels, string value)
    {
        if (!families.TryGetValue(name, out var samples)) families[name] = samples = [];
        samples.Add((labels, value));
    }

    void Family(string name, List<(string Labels, string Value)> samples)
    {
        var isCounter = name.StartsWith("total_", StringComparison.Ordinal)
            || name.EndsWith("_total", StringComparison.Ordinal) || counters.Contains(name);
        Describe(name, isCounter ? "counter" : "gauge", $"The field {name} of INFO.");
        foreach (var (labels, value) in samples)
            text.Append("valkey_").Append(name).Append(labels).Append(' ').Append(value).Append('\n');
    }

    void Version()
    {
        Describe("build_info", "gauge", "What is running.");
        text.Append($"valkey_build_info{{version=\"{Escape(ServerVersion.Compatible)}\",");
        text.Append($"build_id=\"{Escape(server.Process.BuildId)}\",run_id=\"{Escape(server.Process.RunId)}\"}} 1\n");
    }

    /// <summary>How long the calls of each command took, in seconds.</summary>
    void Histograms()
    {
        const string Name = "command_duration_seconds";
        var isDescribed = false;
        for (var id = 0; id < server.Commands.Count; id++)
        {
            if (CommandReport.HistogramOf(server, new((ushort)id)) is not { } histogram) continue;
            if (!isDescribed) Describe(Name, "histogram", "How long the calls of a command took.");
            isDescribed = true;
            var command = Escape(server.Commands[new((ushort)id)].Name);
            foreach (var (microseconds, calls) in histogram.Cumulative())
            {
                var seconds = ((microseconds + 1) / 1_000_000.0).ToString("R", CultureInfo.InvariantCulture);
                text.Append($"valkey_{Name}_bucket{{cmd=\"{command}\",le=\"{seconds}\"}} {calls}\n");
            }
            var sum = TimeOf(id).ToString("R", CultureInfo.InvariantCulture);
            text.Append($"valkey_{Name}_bucket{{cmd=\"{command}\",le=\"+Inf\"}} {histogram.Total}\n");
            text.Append($"valkey_{Name}_sum{{cmd=\"{command}\"}} {sum}\n");
            text.Append($"valkey_{Name}_count{{cmd=\"{command}\"}} {histogram.Total}\n");
        }
    }

    double TimeOf(int id)
    {
        var nanoseconds = 0L;
        foreach (var core in server.Measures) nanoseconds += core.Statistics.Counts[id].Nanoseconds;
        return nanoseconds / 1e9;
    }

    void Describe(string name, string type, string help) =>
        text.Append($"# HELP valkey_{name} {help}\n# TYPE valkey_{name} {type}\n");

    static string Label(string name, string value) => $"{{{name}=\"{Escape(value)}\"}}";

    static string Escape(string value) =>
        value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");

    static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
