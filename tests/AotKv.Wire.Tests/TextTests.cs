using System.Text;
using AotKv.Memory;
using AotKv.Wire.Text;

namespace AotKv.Wire.Tests;

public class TextTests
{
    static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    static List<string>? Split(string line, BackslashAtEnd backslash = BackslashAtEnd.Escape)
    {
        var ranges = new NativeList<ArgumentRange>();
        var bytes = Bytes(line);
        List<string>? arguments = null;
        if (QuotedArguments.TrySplit(bytes, backslash, ref ranges))
        {
            arguments = [];
            foreach (var range in ranges.Span) arguments.Add(Recorded.Text(bytes.AsSpan(range.Start, range.Length)));
        }
        else Assert.Equal(0, ranges.Count);
        ranges.Dispose();
        return arguments;
    }

    [Fact]
    public void Globs_match_what_they_matched_when_recorded()
    {
        var rows = Recorded.Rows("globs.tsv");
        var texts = rows[0].Select(Recorded.Bytes).ToList();
        foreach (var row in rows[1..])
        {
            var pattern = Recorded.Bytes(row[0]);
            var found = texts.Index().Where(t => GlobPattern.Matches(pattern, t.Item)).Select(t => $"{t.Index}");
            Assert.True(row[1..].SequenceEqual(found), $"{Recorded.Text(pattern)}: {string.Join(" ", found)}");
        }
    }

    [Theory]
    [InlineData("H?LLO", "hello")]
    [InlineData("h[A-F]llo", "hEllo")]
    [InlineData("h[\\E]llo", "hEllo")]
    [InlineData("h\\Ello", "hello")]
    [InlineData("*LL*", "hello")]
    public void Case_is_ignored_on_demand(string pattern, string text) =>
        Assert.True(GlobPattern.MatchesIgnoringCase(Bytes(pattern), Bytes(text)));

    [Theory]
    [InlineData("h[^a-f]llo", "hEllo")]
    [InlineData("h[\\E]llo", "hello")]
    [InlineData("@", "`")]
    [InlineData("[", "{")]
    public void Case_is_kept_after_a_backslash_in_a_class_and_in_what_are_no_letters(string pattern, string text) =>
        Assert.False(GlobPattern.MatchesIgnoringCase(Bytes(pattern), Bytes(text)));

    [Fact]
    public void A_pattern_made_to_be_slow_is_not()
    {
        var pattern = Bytes(string.Concat(Enumerable.Repeat("a*", 900)) + "b");
        Assert.False(GlobPattern.Matches(pattern, Bytes(new string('a', 100_000))));
    }

    [Fact]
    public void More_than_a_thousand_stars_match_nothing()
    {
        Assert.True(MatchesStars(1000));
        Assert.False(MatchesStars(1001));
    }

    static bool MatchesStars(int stars) => GlobPattern.Matches(
        Bytes(string.Concat(Enumerable.Repeat("*a", stars))), Bytes(new string('a', stars)));

    [Fact]
    public void Only_the_empty_pattern_matches_the_empty_text()
    {
        Assert.True(GlobPattern.Matches([], []));
        Assert.False(GlobPattern.Matches("*"u8, []));
        Assert.False(GlobPattern.Matches([], "a"u8));
    }

    [Fact]
    public void A_backslash_at_the_end_is_literal_in_requests_only()
    {
        Assert.Null(Split("a \"b\\\""));
        Assert.Null(Split("a 'b\\'"));
        Assert.Equal(["a", "b\\"], Split("a \"b\\\"", BackslashAtEnd.Literal));
        Assert.Equal(["a", "b\\"], Split("a 'b\\'", BackslashAtEnd.Literal));
        Assert.Null(Split("a \"b\\", BackslashAtEnd.Literal));
    }

    [Fact]
    public void A_line_splits_at_blanks_outside_quotes()
    {
        Assert.Equal([], Split(" \t "));
        Assert.Equal(["save", "900 1", "", "x"], Split("save \"900 1\" '' x\r\n"));
        Assert.Equal(["ab", "c"], Split("\"a\"b c\0 d"));
        Assert.Equal(["a\u00ffb"], Split("\u00ffa\"\\xff\u00ff\\\u00ff\"b"));
        Assert.Equal(["A\n\"'z"], Split("\"\\x41\\n\\\"'\\z\""));
    }

    [Fact]
    public void Quoted_text_reads_back_as_it_was()
    {
        var seed = Seed.ForThisRun();
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[seed.Random.Next(20)];
            seed.Random.NextBytes(bytes);
            var quoted = new NativeList<byte>();
            QuotedText.Append(ref quoted, bytes);
            var split = Split(Recorded.Text(quoted.Span));
            Assert.True(split is [var only] && only == Recorded.Text(bytes), $"{seed} {Convert.ToHexString(bytes)}");
            quoted.Dispose();
        }
    }

    [Fact]
    public void Quoted_text_escapes_what_is_not_printable()
    {
        var quoted = new byte[64];
        var length = QuotedText.Write(quoted, "a \"\\\n\r\t\a\b\0\x7f\u00ff"u8);
        Assert.Equal("\"a \\\"\\\\\\n\\r\\t\\a\\b\\x00\\x7f\\xc3\\xbf\"", Recorded.Text(quoted.AsSpan(0, length)));
        Assert.True(QuotedText.NeedsQuotes("a b"u8));
        Assert.False(QuotedText.NeedsQuotes("a'b~!"u8));
    }
}
