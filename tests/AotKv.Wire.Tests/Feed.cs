using AotKv.Memory;
using AotKv.Wire.Resp;

namespace AotKv.Wire.Tests;

/// <summary>
/// Plays the connection to <see cref="RequestReader"/>: keeps the bytes that arrived and were not consumed, and notes
/// every request read, and the error that ended it.
/// </summary>
sealed class Feed(RequestLimits limits)
{
    byte[] pending = [];
    RequestProgress progress;

    public List<string[]> Requests { get; } = [];
    public string? Error { get; private set; }
    public int Consumed { get; private set; }
    public int BytesWanted => progress.BytesWanted;

    /// <summary>What was read, in one string to compare.</summary>
    public string Summary => string.Join("|", Requests.Select(r => string.Join(",", r.Select(a => $"<{a}>")))) + Error;

    /// <summary>Everything in one piece.</summary>
    public static Feed Whole(byte[] bytes, RequestLimits limits) => Cut(bytes, limits, []);

    /// <summary>The bytes in pieces that end at <paramref name="cuts"/>, in ascending order, and at the end.</summary>
    public static Feed Cut(byte[] bytes, RequestLimits limits, IEnumerable<int> cuts)
    {
        var feed = new Feed(limits);
        var ranges = new NativeList<ArgumentRange>();
        var start = 0;
        foreach (var cut in cuts.Append(bytes.Length))
        {
            feed.Receive(bytes.AsSpan(start..cut), ref ranges);
            start = cut;
        }
        ranges.Dispose();
        return feed;
    }

    void Receive(ReadOnlySpan<byte> piece, ref NativeList<ArgumentRange> ranges)
    {
        if (Error != null) return;
        // A fresh array each time: what the reader keeps must not depend on where the bytes are.
        pending = [.. pending, .. piece];
        while (true)
        {
            var before = pending.Length;
            var outcome = RequestReader.TryRead(
                pending, limits, ref progress, ref ranges, out var consumed, out var error);
            Assert.InRange(consumed, 0, before);
            switch (outcome)
            {
                case ReadOutcome.NeedMore:
                    Assert.Equal(0, consumed);
                    Assert.Equal(progress.FirstRange + progress.ArgumentCount, ranges.Count);
                    return;
                case ReadOutcome.ProtocolError:
                    var message = new byte[ProtocolError.MessageBytesMax];
                    Error = Recorded.Text(message.AsSpan(0, error.WriteMessage(message)));
                    Assert.NotEqual("", error.LogReason);
                    return;
                case ReadOutcome.Complete:
                    Note(ranges);
                    break;
                case ReadOutcome.Empty:
                    Assert.Equal(0, progress.ArgumentCount);
                    break;
            }
            Assert.True(consumed > 0);
            Consumed += consumed;
            pending = pending[consumed..];
            progress = default;
        }
    }

    void Note(in NativeList<ArgumentRange> ranges)
    {
        var arguments = new string[progress.ArgumentCount];
        Assert.NotEmpty(arguments);
        Assert.Equal(progress.FirstRange + arguments.Length, ranges.Count);
        for (var i = 0; i < arguments.Length; i++)
        {
            var range = ranges[progress.FirstRange + i];
            arguments[i] = Recorded.Text(pending.AsSpan(range.Start, range.Length));
        }
        Requests.Add(arguments);
    }
}
