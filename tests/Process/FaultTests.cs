namespace AotKv.Process.Tests;

/// <summary>What is left to read when something went wrong.</summary>
public sealed class FaultTests
{
    const int Abort = 6;
    const int Segmentation = 11;
    const int Alarm = 14;

    [Theory]
    [InlineData(Segmentation)]
    [InlineData(Abort)]
    public void A_fault_is_reported_and_the_process_dies_of_it(int signal)
    {
        using var launch = Launch.Server(out var client, "--logfile", "log", "--io-threads", "2");
        client.Call("SET", "a", "1");
        launch.Signal(signal);
        Assert.Equal(128 + signal, launch.WaitForExit());
        var log = File.ReadAllText(launch.At("log"));
        AssertReport(log);
        Assert.Contains($"Valkey 9.1.0 crashed by signal: {signal}, si_code: 0", log);
        Assert.Contains($"Killed by PID: {Environment.ProcessId}, UID:", log);
        Assert.Contains("cmdstat_set:calls=1,", log);
        Assert.Contains(" cmd=set ", log);
    }

    [Fact]
    public void A_write_to_nowhere_is_reported_with_its_address()
    {
        using var launch = Launch.Server(out var client, "--logfile", "log");
        client.Send("DEBUG", "SEGFAULT");
        Assert.Equal(128 + Segmentation, launch.WaitForExit());
        var log = File.ReadAllText(launch.At("log"));
        AssertReport(log);
        Assert.Contains("Accessing address: 0xdead0000", log);
    }

    [Fact]
    public void Reports_can_be_turned_off()
    {
        using var launch = Launch.Server(out var client, "--logfile", "log");
        Assert.Equal("OK", client.Call("CONFIG", "SET", "crash-log-enabled", "no").Text);
        launch.Signal(Segmentation);
        Assert.Equal(128 + Segmentation, launch.WaitForExit());
        Assert.DoesNotContain("BUG REPORT", File.ReadAllText(launch.At("log")));
    }

    [Fact]
    public void An_alarm_shows_all_stacks_and_the_server_goes_on()
    {
        string[] threads = ["core 0", "core 1", "cleaner"];
        using var launch = Launch.Server(out var client, "--logfile", "log", "--io-threads", "2");
        launch.Until(() => threads.All(ThreadNames(launch.Id).Contains), "not all threads have begun");
        launch.Signal(Alarm);
        launch.Until(() => File.ReadAllText(launch.At("log")).Contains("STACK TRACE DONE"), "no stacks");
        var log = File.ReadAllText(launch.At("log"));
        Assert.Contains("Received SIGALRM", log);
        foreach (var thread in threads) Assert.Contains($" {thread}", log);
        Assert.Equal("PONG", client.Call("PING").Text);
    }

    /// <summary>A thread has its name once it runs.</summary>
    static string[] ThreadNames(int process) =>
    [
        .. Directory.GetDirectories($"/proc/{process}/task")
            .Select(task => File.ReadAllText(Path.Combine(task, "comm")).TrimEnd()),
    ];

    [Fact]
    public void The_watchdog_shows_what_a_slow_core_does()
    {
        using var launch = Launch.Server(out var client, "--logfile", "log");
        Assert.Equal("OK", client.Call("CONFIG", "SET", "watchdog-period", "200").Text);
        Assert.Equal("OK", client.Call("DEBUG", "SLEEP", "1").Text);
        var log = File.ReadAllText(launch.At("log"));
        Assert.Contains("--- WATCHDOG TIMER EXPIRED ---", log);
        Assert.Equal(2, log.Split("STACK TRACE -").Length);
        Assert.Equal("PONG", client.Call("PING").Text);
    }

    static void AssertReport(string log)
    {
        string[] parts =
        [
            "=== VALKEY BUG REPORT START: Cut & paste starting from here ===", "Crashed running the instruction at: ",
            "------ STACK TRACE ------", "------ STACK TRACE DONE ------", "------ REGISTERS ------",
            "------ INFO OUTPUT ------", "used_memory:", "------ CLIENT LIST OUTPUT ------",
            "=== VALKEY BUG REPORT END. Make sure to include from START to END. ===",
        ];
        var last = -1;
        foreach (var part in parts)
        {
            var at = log.IndexOf(part, StringComparison.Ordinal);
            Assert.True(at > last, $"'{part}' is missing or out of order:\n{log}");
            last = at;
        }
    }
}
