using System.Text;
using AotKv.Engine.Measures;

namespace AotKv.Engine.Tests;

/// <summary>How errors are told apart.</summary>
public class ErrorCountsTests
{
    static string[] Shown(ErrorCounts counts) =>
        [.. counts.Entries.Select(entry => $"{Encoding.ASCII.GetString(entry.Code)}={entry.Count}")];

    [Fact]
    public void The_code_is_the_first_word()
    {
        var counts = new ErrorCounts();
        counts.Count("ERR syntax error"u8);
        counts.Count("WRONGTYPE Operation"u8);
        counts.Count("ERR no such key"u8);
        Assert.Equal(["ERR=2", "WRONGTYPE=1"], Shown(counts));
        Assert.Equal(3, counts.Total);
    }

    [Fact]
    public void An_error_without_a_short_first_word_counts_as_ERR()
    {
        var counts = new ErrorCounts();
        counts.Count("WORD"u8);
        counts.Count("AVERYLONGWORDTHATISMUCHLONGERTHANACODEISEVER message"u8);
        Assert.Equal(["ERR=2"], Shown(counts));
    }

    [Fact]
    public void Codes_that_scripts_make_up_are_told_apart_up_to_a_limit()
    {
        var counts = new ErrorCounts();
        for (var i = 0; i < ErrorCounts.CodesMax + 10; i++)
            counts.CountCustom(Encoding.ASCII.GetBytes($"CODE{i} text"));
        counts.CountCustom("CODE5 again"u8);
        counts.Count("ERR server's own"u8);
        Assert.Equal(ErrorCounts.CodesMax + 2, counts.Entries.Count);
        Assert.Contains("CODE5=2", Shown(counts));
        Assert.Contains($"{ErrorCounts.Overflow}=10", Shown(counts));
    }
}
