using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>What is left to read when something went wrong.</summary>
public sealed class FaultTests
{
    const int Abort = 6;
    const int Segmentation = 11;
    const int Alarm = 14;

    const string Start = "=== VALKEY BUG REPORT START: Cut & paste starting from here ===";
    const string End = "=== VALKEY BUG REPORT END. Make sure to include from START to END. ===";
    const string Stacks = "------ STACK TRACE ------";
    const string StacksDone = "------ STACK TRACE DONE ------";

    static readonly string[] Told =
    [
        "------ INFO OUTPUT ------", "used_memory:", "------ CLIENT LIST OUTPUT ------",
        "------ CONFIG DEBUG OUTPUT ------",
    ];

    static readonly string[] ReportedAfterPanic = [Stacks, StacksDone, .. Told, "------ FAST MEMORY TEST ------", End];

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

    [Theory]
    [InlineData("no", 128 + Abort)]
    [InlineData("yes", 1)]
    public void A_panic_is_reported_and_ends_the_process_as_is_wished(string exits, int code)
    {
        using var launch = Launch.Server(out var client, "--logfile", "log", "--use-exit-on-panic", exits);
        client.Send("DEBUG", "PANIC");
        Assert.Equal(code, launch.WaitForExit());
        var log = File.ReadAllText(launch.At("log"));
        AssertInOrder(log, [
            Start, "!!! Software Failure. Press left mouse button to continue",
            "Guru Meditation: DEBUG PANIC called at Unix time ", .. ReportedAfterPanic]);
    }

    [Theory]
    [InlineData("no", """client->argv[2] = "a \xe9" """)]
    [InlineData("yes", "client->argv[2]: 3 bytes")]
    public void A_failed_assertion_is_reported_with_its_request(string hides, string argument)
    {
        using var launch = Launch.Server(
            out var client, "--logfile", "log", "--use-exit-on-panic", "yes", "--hide-user-data-from-log", hides);
        byte[][] request = ["DEBUG"u8.ToArray(), "ASSERT"u8.ToArray(), [(byte)'a', (byte)' ', 0xE9]];
        client.SendRaw(RespConnection.Encode(request));
        Assert.Equal(1, launch.WaitForExit());
        var log = File.ReadAllText(launch.At("log"));
        AssertInOrder(log, [
            Start, "=== ASSERTION FAILED CLIENT CONTEXT ===", "client = id=", "client->argc = 3", argument.TrimEnd(),
            "=== ASSERTION FAILED ===", "'1 == 2' is not true", .. ReportedAfterPanic]);
    }

    [Theory]
    [InlineData("no", 128 + Abort)]
    [InlineData("yes", 1)]
    public void What_nobody_caught_is_reported_as_a_panic(string exits, int code)
    {
        using var launch = Launch.Server(out var client, "--logfile", "log", "--use-exit-on-panic", exits);
        client.Send("DEBUG", "OOM");
        Assert.Equal(code, launch.WaitForExit());
        var log = File.ReadAllText(launch.At("log"));
        AssertInOrder(log, [
            Start, "Guru Meditation: Valkey aborting for OUT OF MEMORY", "=== UNHANDLED EXCEPTION ===",
            "System.OutOfMemoryException", .. ReportedAfterPanic]);
        Assert.DoesNotContain("crashed by signal", log);
    }

    [Fact]
    public void A_panic_without_reports_says_only_why()
    {
        using var launch = Launch.Server(out var client, "--logfile", "log", "--crash-log-enabled", "no");
        client.Send("DEBUG", "PANIC");
        Assert.Equal(128 + Abort, launch.WaitForExit());
        var log = File.ReadAllText(launch.At("log"));
        AssertInOrder(log, [Start, "Guru Meditation: ", End]);
        Assert.DoesNotContain("STACK TRACE", log);
        Assert.DoesNotContain("INFO OUTPUT", log);
        Assert.DoesNotContain("FAST MEMORY TEST", log);
    }

    [Fact]
    public void A_report_goes_by_the_name_of_Redis_where_compatibility_is_asked_for()
    {
        using var launch = Launch.Server(out var client, "--logfile", "log");
        Assert.Equal("OK", client.Call("CONFIG", "SET", "extended-redis-compatibility", "yes").Text);
        client.Send("DEBUG", "SEGFAULT");
        launch.WaitForExit();
        AssertInOrder(
            File.ReadAllText(launch.At("log")), [Start.Replace("VALKEY", "REDIS"), End.Replace("VALKEY", "REDIS")]);
    }

    [Fact]
    public void A_report_repeats_the_directives_for_debugging()
    {
        using var launch = Launch.Server(out var client, "--logfile", "log");
        Assert.Equal("OK", client.Call("CONFIG", "SET", "debug-context", "test: \"a\"").Text);
        client.Send("DEBUG", "SEGFAULT");
        launch.WaitForExit();
        var log = File.ReadAllText(launch.At("log"));
        AssertInOrder(log, ["------ CONFIG DEBUG OUTPUT ------\n", End]);
        var lines = log.Split("------ CONFIG DEBUG OUTPUT ------\n")[1].Split('\n');
        Assert.Contains("""debug-context "test: \"a\"" """.TrimEnd(), lines);
        Assert.Contains("import-mode no", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("maxmemory ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_report_says_whether_all_memory_can_be_read_unless_that_is_turned_off()
    {
        const int valueBytes = 64 << 20;
        using (var launch = Launch.Server(out var client, "--logfile", "log"))
        {
            Assert.Equal("OK", client.Call("SET", "a", new string('a', valueBytes)).Text);
            client.Send("DEBUG", "SEGFAULT");
            launch.WaitForExit();
            var log = File.ReadAllText(launch.At("log"));
            AssertInOrder(log, ["------ FAST MEMORY TEST ------", " bytes read, 0 pages", "memory test PASSED", End]);
            var words = log.Split("------ FAST MEMORY TEST ------\n")[1].Split(' ');
            Assert.True(long.Parse(words[0]) > valueBytes, $"Only {words[0]} bytes were read.");
        }
        using (var launch = Launch.Server(out var client, "--logfile", "log"))
        {
            Assert.Equal("OK", client.Call("CONFIG", "SET", "crash-memcheck-enabled", "no").Text);
            client.Send("DEBUG", "SEGFAULT");
            launch.WaitForExit();
            var log = File.ReadAllText(launch.At("log"));
            AssertReport(log);
            Assert.DoesNotContain("FAST MEMORY TEST", log);
        }
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
        // Long enough for no pause of a busy machine to be one more.
        Assert.Equal("OK", client.Call("CONFIG", "SET", "watchdog-period", "1000").Text);
        Assert.Equal("OK", client.Call("DEBUG", "SLEEP", "2.5").Text);
        var log = File.ReadAllText(launch.At("log"));
        Assert.Contains("--- WATCHDOG TIMER EXPIRED ---", log);
        Assert.Equal(2, log.Split("STACK TRACE -").Length);
        Assert.Equal("PONG", client.Call("PING").Text);
    }

    static void AssertReport(string log) => AssertInOrder(log, [
        Start, "Crashed running the instruction at: ", Stacks, StacksDone, "------ REGISTERS ------", .. Told, End]);

    static void AssertInOrder(string log, string[] parts)
    {
        var last = -1;
        foreach (var part in parts)
        {
            var at = log.IndexOf(part, last + 1, StringComparison.Ordinal);
            Assert.True(at > last, $"'{part}' is missing or out of order:\n{log}");
            last = at;
        }
    }
}
