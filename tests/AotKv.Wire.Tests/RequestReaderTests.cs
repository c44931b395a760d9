using System.Text;
using AotKv.Memory;
using AotKv.Wire.Resp;

namespace AotKv.Wire.Tests;

public class RequestReaderTests
{
    static readonly RequestLimits Unauthenticated = RequestLimits.Default with
    {
        Source = RequestSource.UnauthenticatedClient,
    };

    static readonly RequestLimits FromPrimary = RequestLimits.Default with { Source = RequestSource.ReplicationLink };

    static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    static Feed Read(string text) => Feed.Whole(Bytes(text), RequestLimits.Default);

    static string Request(params string[] arguments) =>
        $"*{arguments.Length}\r\n" + string.Concat(arguments.Select(a => $"${a.Length}\r\n{a}\r\n"));

    [Fact]
    public void Pipelined_requests_are_read_one_by_one()
    {
        var feed = Read(Request("SET", "k", "v") + "\r\n*0\r\n" + Request("GET", "k") + "PING 'a b'\n"
            + "*1\r\n$4\r\nPI");
        Assert.Equal([["SET", "k", "v"], ["GET", "k"], ["PING", "a b"]], feed.Requests);
        Assert.Null(feed.Error);
        Assert.Equal(4, feed.BytesWanted);
    }

    [Fact]
    public void Arguments_of_every_length_around_the_digits_of_their_length_are_read()
    {
        foreach (var length in (int[])[0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 9999, 10000, 10001, 70000])
        {
            var argument = new string('\r', length);
            Assert.Equal([["A", argument, ""]], Read(Request("A", argument, "")).Requests);
        }
    }

    [Fact]
    public void Requests_of_many_arguments_are_read()
    {
        foreach (var count in (int[])[1, 9, 10, 11, 99, 100, 2000])
        {
            var arguments = Enumerable.Range(0, count).Select(i => i.ToString()).ToArray();
            Assert.Equal([arguments], Read(Request(arguments)).Requests);
        }
    }

    [Theory]
    [InlineData("*a\r\n", "Protocol error: invalid multibulk length")]
    [InlineData("*01\r\n", "Protocol error: invalid multibulk length")]
    [InlineData("*2147483648\r\n", "Protocol error: invalid multibulk length")]
    [InlineData("*1\rx", "Protocol error: invalid CRLF in request")]
    [InlineData("*1\r\n:1\r\n", "Protocol error: expected '$', got ':'")]
    [InlineData("*1\r\n\r\n", "Protocol error: expected '$', got ' '")]
    [InlineData("*1\r\n\0\r\n", "Protocol error: expected '$', got '\0'")]
    [InlineData("*1\r\n$-1\r\n", "Protocol error: invalid bulk length")]
    [InlineData("*1\r\n$536870913\r\n", "Protocol error: invalid bulk length")]
    [InlineData("*1\r\n$1\rx", "Protocol error: invalid CRLF in request")]
    [InlineData("*1\r\n$1\r\nx\r\r", "Protocol error: invalid CRLF in request")]
    [InlineData("*1\r\n$10\r\n0123456789--", "Protocol error: invalid CRLF in request")]
    [InlineData("PING \"\n", "Protocol error: unbalanced quotes in request")]
    public void Malformed_requests_get_valkeys_words(string text, string error) =>
        Assert.Equal(error, Read(text).Error);

    [Theory]
    [InlineData("*", "Protocol error: too big mbulk count string")]
    [InlineData("*1\r\n$", "Protocol error: too big bulk count string")]
    [InlineData("", "Protocol error: too big inline request")]
    public void A_line_may_have_64_KB_and_no_more(string start, string error)
    {
        var line = start[(start.LastIndexOf('\n') + 1)..];
        var longest = start + new string('1', RequestLimits.LineBytesMax - line.Length);
        Assert.Null(Read(longest).Error);
        Assert.Equal(error, Read(longest + "1").Error);
    }

    [Fact]
    public void Before_authentication_lengths_are_small()
    {
        var ten = Request([.. Enumerable.Repeat("a", 10)]);
        var eleven = Request([.. Enumerable.Repeat("a", 11)]);
        Assert.Null(Feed.Whole(Bytes(ten), Unauthenticated).Error);
        Assert.Equal("Protocol error: unauthenticated multibulk length",
            Feed.Whole(Bytes(eleven), Unauthenticated).Error);
        Assert.Null(Feed.Whole(Bytes(Request(new string('a', 16384))), Unauthenticated).Error);
        Assert.Equal("Protocol error: unauthenticated bulk length",
            Feed.Whole(Bytes("*1\r\n$16385\r\n"), Unauthenticated).Error);
        Assert.Equal("Protocol error: invalid bulk length",
            Feed.Whole(Bytes("*1\r\n$536870913\r\n"), Unauthenticated).Error);
    }

    [Fact]
    public void A_replication_link_may_send_large_arguments_and_empty_lines_but_no_inline_commands()
    {
        Assert.Null(Feed.Whole(Bytes("*1\r\n$536870913\r\n"), FromPrimary).Error);
        Assert.Equal([["PING"]], Feed.Whole(Bytes("\n\r\n" + Request("PING")), FromPrimary).Requests);
        Assert.Equal("", Feed.Whole(Bytes("PING\r\n"), FromPrimary).Error);
    }

    [Fact]
    public void What_32_bits_cannot_address_is_refused()
    {
        var limits = RequestLimits.Default with { ArgumentBytesMax = long.MaxValue };
        Assert.Equal("Protocol error: invalid bulk length",
            Feed.Whole(Bytes("*1\r\n$2147483647\r\n"), limits).Error);
    }

    [Fact]
    public void Recorded_requests_give_the_recorded_arguments_and_errors()
    {
        foreach (var row in Recorded.Rows("requests.tsv"))
        {
            var feed = Feed.Whole(Recorded.Bytes(row[0]), RequestLimits.Default);
            var error = row[1] == "-" ? null : Recorded.Text(Recorded.Bytes(row[1]));
            Assert.True(error == (feed.Error == null ? null : "-ERR " + feed.Error), $"{row[0]}: {feed.Error}");
            var pushed = feed.Requests
                .Where(r => r.Length > 2 && r[0].Equals("RPUSH", StringComparison.OrdinalIgnoreCase) && r[1] == "r")
                .SelectMany(r => r[2..]);
            Assert.True(row[2..].Select(cell => Recorded.Text(Recorded.Bytes(cell))).SequenceEqual(pushed), row[0]);
        }
    }

    [Fact]
    public void Every_single_cut_gives_the_same_requests()
    {
        foreach (var row in Recorded.Rows("requests.tsv"))
        {
            var bytes = Recorded.Bytes(row[0]);
            if (bytes.Length > 300) continue;
            var expected = Feed.Whole(bytes, RequestLimits.Default).Summary;
            for (var cut = 0; cut <= bytes.Length; cut++)
                Assert.Equal(expected, Feed.Cut(bytes, RequestLimits.Default, [cut]).Summary);
            Assert.Equal(expected, Feed.Cut(bytes, RequestLimits.Default, Enumerable.Range(1, bytes.Length)).Summary);
        }
    }

    [Fact]
    public void Long_lines_in_pieces_are_refused_where_they_are_in_one()
    {
        foreach (var length in (int[])[65535, 65536, 65537, 65538, 70000])
        foreach (var start in (string[])["", "*", "*1\r\n$", "*1\r\nx"])
        {
            var bytes = Bytes(start + new string('1', length) + "\r\n" + Request("PING"));
            var expected = Feed.Whole(bytes, RequestLimits.Default).Summary;
            var cuts = Enumerable.Range(1, bytes.Length / 4096).Select(i => i * 4096);
            Assert.Equal(expected, Feed.Cut(bytes, RequestLimits.Default, cuts).Summary);
        }
    }

    [Fact]
    public void A_partial_requests_ranges_can_move_to_another_list()
    {
        var bytes = Bytes(Request("MSET", "a", "1", "b", "2"));
        var shared = new NativeList<ArgumentRange>();
        shared.Add(new ArgumentRange(7, 7));
        var progress = default(RequestProgress);
        var outcome = RequestReader.TryRead(
            bytes.AsSpan(0, 25), RequestLimits.Default, ref progress, ref shared, out _, out _);
        Assert.Equal((ReadOutcome.NeedMore, 1, 2), (outcome, progress.FirstRange, progress.ArgumentCount));

        var own = new NativeList<ArgumentRange>();
        own.AddRange(shared.Span[progress.FirstRange..]);
        progress.FirstRange = 0;
        outcome = RequestReader.TryRead(
            bytes, RequestLimits.Default, ref progress, ref own, out var consumed, out _);
        Assert.Equal((ReadOutcome.Complete, 0, 5), (outcome, progress.FirstRange, progress.ArgumentCount));
        Assert.Equal(bytes.Length, consumed);
        Assert.Equal("2", Recorded.Text(bytes.AsSpan(own[4].Start, own[4].Length)));
        shared.Dispose();
        own.Dispose();
    }
}
