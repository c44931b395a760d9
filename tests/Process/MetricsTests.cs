using System.Diagnostics;
using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>metrics-port, read by Prometheus' own parser (python3-prometheus-client).</summary>
public sealed class MetricsTests
{
    // One line a sample: family's type, name, labels, value. The parser raises an error at what is no such text.
    const string Parser =
        """
        import sys
        from prometheus_client.parser import text_string_to_metric_families
        for family in text_string_to_metric_families(sys.stdin.read()):
            for sample in family.samples:
                labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
                print(family.type, sample.name, "{" + labels + "}", repr(float(sample.value)))
        """;

    [Fact]
    public async Task A_scrape_says_what_info_says()
    {
        var metricsPort = ServerProcess.FreePort();
        using var launch = Launch.Server(out var client, "--metrics-port", $"{metricsPort}", "--io-threads", "2");
        for (var i = 0; i < 10; i++) client.Call("SET", $"key:{i}", "value");
        client.Call("GET", "missing");
        client.Call("NONSENSE");
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{metricsPort}/metrics"));
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var samples = Parse(await answer.Content.ReadAsStringAsync());
        Assert.Contains("gauge valkey_connected_clients {} 1.0", samples);
        Assert.Contains("gauge valkey_db_keys {db=0} 10.0", samples);
        Assert.Contains("counter valkey_commands_calls_total {cmd=set} 10.0", samples);
        Assert.Contains("counter valkey_keyspace_misses_total {} 1.0", samples);
        Assert.Contains("histogram valkey_command_duration_seconds_count {cmd=set} 10.0", samples);
        Assert.Contains("histogram valkey_command_duration_seconds_bucket {cmd=set,le=+Inf} 10.0", samples);
        Assert.Contains(samples, sample => sample.StartsWith("gauge valkey_used_memory {} "));
        Assert.Contains(samples, sample => sample.StartsWith("counter valkey_errors_count_total {code=ERR} 1.0"));
        Assert.Contains(samples, sample => sample.StartsWith("gauge valkey_build_info {") && sample.Contains("9.1.0"));
    }

    [Fact]
    public async Task Other_paths_and_methods_are_refused_and_many_may_ask()
    {
        var metricsPort = ServerProcess.FreePort();
        using var launch = Launch.Server(out _, "--metrics-port", $"{metricsPort}");
        using var http = new HttpClient();
        var root = new Uri($"http://127.0.0.1:{metricsPort}/");
        Assert.Equal(404, (int)(await http.GetAsync(new Uri(root, "nothing"))).StatusCode);
        Assert.Equal(405, (int)(await http.DeleteAsync(new Uri(root, "metrics"))).StatusCode);
        var many = Enumerable.Range(0, 40).Select(_ => http.GetStringAsync(new Uri(root, "metrics")));
        foreach (var text in await Task.WhenAll(many)) Assert.Contains("valkey_uptime_in_seconds", text);
    }

    static string[] Parse(string text)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Parser])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var parser = System.Diagnostics.Process.Start(start)!;
        var reading = parser.StandardOutput.ReadToEndAsync();
        var complaint = parser.StandardError.ReadToEndAsync();
        parser.StandardInput.Write(text);
        parser.StandardInput.Close();
        parser.WaitForExit();
        Assert.True(parser.ExitCode == 0, complaint.Result + text);
        return reading.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
