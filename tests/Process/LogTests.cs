using System.Text.Json;
using System.Text.RegularExpressions;

namespace AotKv.Process.Tests;

/// <summary>The log: where it goes, and in which of its formats.</summary>
public sealed partial class LogTests
{
    [Fact]
    public void Json_lines_are_json()
    {
        using var launch = Launch.Server(
            out var client, "--log-format", "json", "--log-timestamp-format", "iso8601", "--logfile", "log");
        Assert.Equal("OK", client.Call("DEBUG", "LOG", "a \"b\" \\c\t\r\n\f\b").Text);
        string? logged = null;
        foreach (var line in File.ReadLines(launch.At("log")))
        {
            var root = JsonDocument.Parse(line).RootElement;
            Assert.Equal(launch.Id, root.GetProperty("pid").GetInt32());
            Assert.Equal("primary", root.GetProperty("role").GetString());
            Assert.True(DateTimeOffset.TryParse(root.GetProperty("timestamp").GetString(), out _));
            logged = root.GetProperty("message").GetString();
        }
        Assert.Equal("DEBUG LOG: a \"b\" \\c\t\r\n\f\b", logged);
    }

    [Fact]
    public void Formats_change_while_it_runs()
    {
        using var launch = Launch.Server(out var client);
        client.Call("CONFIG", "SET", "log-format", "logfmt", "log-timestamp-format", "milliseconds");
        client.Call("DEBUG", "LOG", "said \"so\"");
        launch.WaitForOutput("said 'so'");
        Assert.Matches(LogFmt(), launch.Output);
        client.Call("CONFIG", "SET", "log-format", "legacy", "log-timestamp-format", "legacy");
        client.Call("DEBUG", "LOG", "again");
        launch.WaitForOutput("again");
        Assert.Matches(Legacy(), launch.Output);
    }

    [Fact]
    public void A_file_that_was_moved_away_is_made_again()
    {
        using var launch = Launch.Server(out var client, "--logfile", "log");
        client.Call("DEBUG", "LOG", "first");
        File.Move(launch.At("log"), launch.At("log.1"));
        client.Call("DEBUG", "LOG", "second");
        Assert.Contains("first", File.ReadAllText(launch.At("log.1")));
        Assert.Contains("second", File.ReadAllText(launch.At("log")));
        Assert.DoesNotContain("second", File.ReadAllText(launch.At("log.1")));
    }

    [Theory]
    [InlineData("yes", "Query buffer: *redacted*")]
    [InlineData("no", "Query buffer: '")]
    public void What_a_client_sent_is_hidden_unless_wanted(string hidden, string shown)
    {
        using var launch = Launch.Server(
            out var client, "--loglevel", "verbose", "--hide-user-data-from-log", hidden);
        client.SendRaw("*3\r\n$3\r\nSET\r\n$1\r\nx\r\n$blabla\r\n"u8);
        Assert.Equal("ERR Protocol error: invalid bulk length", client.Read().Text);
        launch.WaitForOutput("Protocol error (invalid bulk length) from client: id=");
        Assert.Contains(shown, launch.Output);
        Assert.Equal(hidden == "no", launch.Output.Contains("blabla"));
    }

    [GeneratedRegex(
        "(?m)^pid=[0-9]+ role=primary timestamp=\"[0-9]{13}\" level=warning message=\"DEBUG LOG: said 'so'\"$")]
    private static partial Regex LogFmt();

    [GeneratedRegex(@"(?m)^[0-9]+:M [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8}\.[0-9]{3} # DEBUG LOG: again$")]
    private static partial Regex Legacy();
}
