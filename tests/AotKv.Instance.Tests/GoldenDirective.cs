namespace AotKv.Instance.Tests;

/// <summary>What Valkey 9.1 says of one directive (tests/golden/config.tsv).</summary>
sealed record GoldenDirective(
    string Name, string Kind, string Width, string Default, string Minimum, string Maximum, string[] Choices,
    string[] Traits, string Alias)
{
    public static IReadOnlyList<GoldenDirective> All { get; } = [.. Read()];

    public bool IsImmutable => Traits.Contains("immutable");

    /// <summary>A value that differs from the default and is accepted, as CONFIG GET shows it.</summary>
    public string Sample => Name switch
    {
        "bind" => "127.0.0.1 -::1",
        "rdma-bind" => "",
        "client-output-buffer-limit" => "normal 1 2 3 slave 4 5 6 pubsub 7 8 9",
        "dir" => "/tmp",
        "latency-tracking-info-percentiles" => "1 50.5",
        "notify-keyspace-events" => "gxKE",
        "oom-score-adj-values" => "1 2 3",
        "replicaof" => "10.0.0.1 6379",
        "save" => "60 1 10 2",
        "cluster-announce-client-ipv4" => "10.1.2.3",
        "cluster-announce-client-ipv6" => "fe80::1",
        "proc-title-template" => "{title} {port}",
        "locale-collate" => "C",
        "rdma-port" => "0",
        "activedefrag" => "no",
        "hz" => "100",
        _ => Kind switch
        {
            "bool" => Default == "yes" ? "no" : "yes",
            "enum" => Choices.First(choice => choice != Default),
            "octal" => "770",
            "string" or "sds" => "some-value",
            _ => Maximum != "18446744073709551615" ? (Default == Maximum ? Minimum : Maximum) : "12345",
        },
    };

    public override string ToString() => Name;

    static IEnumerable<GoldenDirective> Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "config.tsv");
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var f = line.Split('\t');
            yield return new(f[0], f[1], f[2], f[3] == "." ? "/start" : f[3], f[4], f[5],
                f[6].Split('|', StringSplitOptions.RemoveEmptyEntries),
                f[7].Split(',', StringSplitOptions.RemoveEmptyEntries), f[8]);
        }
    }
}
