using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>
/// Whatever picks by chance picks each field or member as often as any other, each combination as often: from every
/// form of hashes, sets and sorted sets, one by one, several at once, with and without repetition. The server draws its
/// chances from hash-seed, which is the seed of the run.
/// </summary>
public sealed class RandomPickTests : IDisposable
{
    const int Draws = 20_000;
    const int PipelineMax = 500;

    readonly ServerProcess server =
        ServerProcess.StartOurs(shards: 1, "epoll", "--hash-seed", $"{Seed.ForThisRun}");

    readonly RespConnection client;

    public RandomPickTests() => client = server.Connect();

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    /// <summary>Each command with each encoding it meets, and a few sizes of it.</summary>
    public static TheoryData<string, string, int> Forms() => new()
    {
        { "SRANDMEMBER", "intset", 10 }, { "SRANDMEMBER", "intset", 400 }, { "SRANDMEMBER", "listpack", 10 },
        { "SRANDMEMBER", "listpack", 100 }, { "SRANDMEMBER", "hashtable", 200 }, { "SRANDMEMBER", "hashtable", 3000 },
        { "HRANDFIELD", "listpack", 10 }, { "HRANDFIELD", "listpack", 400 }, { "HRANDFIELD", "hashtable", 600 },
        { "HRANDFIELD", "hashtable", 3000 }, { "ZRANDMEMBER", "listpack", 10 }, { "ZRANDMEMBER", "listpack", 100 },
        { "ZRANDMEMBER", "skiplist", 200 }, { "ZRANDMEMBER", "skiplist", 3000 },
    };

    [Theory, MemberData(nameof(Forms))]
    public void One_pick_is_fair(string command, string encoding, int size)
    {
        Fill(command, encoding, size);
        var tally = new PickTally(size);
        foreach (var reply in Ask(Draws, command, "key")) tally.Add([reply.Text]);
        tally.AssertFair(picked: 1);
    }

    [Theory, MemberData(nameof(Forms))]
    public void Picks_with_repetition_are_fair_and_do_not_depend_on_each_other(
        string command, string encoding, int size)
    {
        Fill(command, encoding, size);
        var tally = new PickTally(size);
        var repeated = 0L;
        foreach (var reply in Ask(Draws / 100, command, "key", "-100"))
        {
            var texts = reply.Items.Select(item => item.Text).ToArray();
            Assert.Equal(100, texts.Length);
            for (var i = 1; i < texts.Length; i++) if (texts[i] == texts[i - 1]) repeated++;
            foreach (var text in texts) tally.Add([text]);
        }
        tally.AssertFair(picked: 1);
        // The one before comes again one time in the size.
        PickTally.AssertTimes(repeated, Draws / 100 * 99, 1.0 / size);
    }

    [Theory, MemberData(nameof(Forms))]
    public void Different_picks_are_fair(string command, string encoding, int size)
    {
        Fill(command, encoding, size);
        // Few, a third more or less, and nearly all: other ways are gone.
        foreach (var picked in (int[])[2, Math.Max(2, size / 4), size / 2, size - 1])
        {
            var tally = new PickTally(size);
            foreach (var reply in Ask(Math.Max(Draws / picked, 50), command, "key", $"{picked}"))
                tally.Add([.. reply.Items.Select(item => item.Text)]);
            tally.AssertFair(picked);
        }
    }

    [Theory]
    [InlineData("HRANDFIELD", "WITHVALUES", "listpack", 10)]
    [InlineData("HRANDFIELD", "WITHVALUES", "hashtable", 600)]
    [InlineData("ZRANDMEMBER", "WITHSCORES", "listpack", 10)]
    [InlineData("ZRANDMEMBER", "WITHSCORES", "skiplist", 200)]
    public void What_goes_with_a_pick_is_its_own(string command, string option, string encoding, int size)
    {
        Fill(command, encoding, size);
        foreach (var count in (int[])[-5, 1, 3, size / 2, size - 1, size, size + 5])
        {
            var tally = new PickTally(size);
            foreach (var reply in Ask(count is -5 or 1 ? Draws : 1000, command, "key", $"{count}", option))
            {
                var texts = reply.Items.Select(item => item.Text).ToArray();
                string[] picks = [.. texts.Where((_, i) => i % 2 == 0)];
                Assert.Equal(picks.Select(PickTally.IndexOf), texts.Where((_, i) => i % 2 == 1).Select(int.Parse));
                if (count >= 0) tally.Add(picks);
                else foreach (var pick in picks) tally.Add([pick]);
            }
            tally.AssertFair(count < 0 ? 1 : Math.Min(count, size));
        }
    }

    [Theory]
    [InlineData("intset", 10)]
    [InlineData("intset", 400)]
    [InlineData("listpack", 10)]
    [InlineData("listpack", 100)]
    [InlineData("hashtable", 200)]
    [InlineData("hashtable", 3000)]
    public void Popping_is_fair(string encoding, int size)
    {
        // One, few, half, and so many that what stays is moved instead.
        foreach (var popped in (int[])[0, 2, size / 2, size - 1, size * 9 / 10])
        {
            client.Call("DEL", "key");
            Fill("SRANDMEMBER", encoding, size);
            var tally = new PickTally(size);
            for (var round = Math.Min(Draws / Math.Max(popped, 1), Draws / 4); round > 0; round--)
            {
                var reply = popped == 0 ? client.Call("SPOP", "key") : client.Call("SPOP", "key", $"{popped}");
                string[] texts = popped == 0 ? [reply.Text] : [.. reply.Items.Select(item => item.Text)];
                tally.Add(texts);
                client.Call(["SADD", "key", .. texts]);
                // A set that shrank to a few may have become compact: so that the form under test is met again.
                if (encoding != "hashtable" || popped * 2 < size) continue;
                client.Call("DEL", "key");
                Fill("SRANDMEMBER", encoding, size);
            }
            tally.AssertFair(Math.Max(popped, 1));
        }
    }

    [Theory]
    [InlineData("SRANDMEMBER", "intset")]
    [InlineData("SRANDMEMBER", "listpack")]
    [InlineData("SRANDMEMBER", "hashtable")]
    [InlineData("SPOP", "intset")]
    [InlineData("SPOP", "listpack")]
    [InlineData("SPOP", "hashtable")]
    [InlineData("HRANDFIELD", "listpack")]
    [InlineData("HRANDFIELD", "hashtable")]
    [InlineData("ZRANDMEMBER", "listpack")]
    [InlineData("ZRANDMEMBER", "skiplist")]
    public void Every_combination_is_as_likely(string command, string encoding)
    {
        const int Size = 6;
        client.Call("CONFIG", "SET", "set-max-listpack-entries", encoding == "hashtable" ? "0" : "128",
            "hash-max-listpack-entries", encoding == "hashtable" ? "0" : "128",
            "zset-max-listpack-entries", encoding == "skiplist" ? "0" : "128");
        foreach (var picked in (int[])[2, 3, 4])
        {
            var combinations = Combinations(Size, picked);
            var tally = new PickTally(combinations.Count);
            client.Call("DEL", "key");
            Fill(command == "SPOP" ? "SRANDMEMBER" : command, encoding, Size);
            // What was popped is put back before more is: one at a time.
            foreach (var reply in Ask(Draws / 2, [command, "key", $"{picked}"], command == "SPOP" ? 1 : PipelineMax))
            {
                var texts = reply.Items.Select(item => item.Text).ToArray();
                if (command == "SPOP") client.Call(["SADD", "key", .. texts]);
                tally.AddIndex(combinations[string.Join(' ', texts.Select(PickTally.IndexOf).Order())]);
            }
            tally.AssertFair(picked: 1);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void Fields_that_expired_are_never_picked_and_the_others_are_fairly(int stays)
    {
        const int Size = 900;
        var live = Size / stays;
        client.Call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
        Fill("HRANDFIELD", "hashtable", Size);
        string[] gone = [.. Enumerable.Range(0, Size).Where(i => i % stays > 0).Select(i => $"m{i}")];
        client.Call(["HPEXPIRE", "key", "1", "FIELDS", $"{gone.Length}", .. gone]);
        while (client.Call("HGET", "key", gone[^1]).Text != "") { }
        foreach (var count in (int[])[-100, 2, 10, 40, 44, 45, 46, 200, 299, 300, 301, 800])
        {
            var picked = count < 0 ? 100 : Math.Min(count, live);
            var tally = new PickTally(live);
            foreach (var reply in Ask(Math.Max(Draws / picked, 50), "HRANDFIELD", "key", $"{count}"))
            {
                // As in Valkey, one that met a hundred expired fields in a row gives up.
                Assert.InRange(reply.Items.Length, count < live / 3 + 1 ? 0 : picked, picked);
                string[] texts = [.. reply.Items.Select(item => $"m{LiveIndex(item.Text, stays)}")];
                if (count >= 0) tally.Add(texts);
                else foreach (var text in texts) tally.Add([text]);
            }
            tally.AssertFair(count < 0 ? 1 : picked);
        }
    }

    static int LiveIndex(string field, int stays)
    {
        Assert.Equal(0, PickTally.IndexOf(field) % stays);
        return PickTally.IndexOf(field) / stays;
    }

    static Dictionary<string, int> Combinations(int size, int picked)
    {
        var found = new Dictionary<string, int>();
        for (var bits = 0; bits < 1 << size; bits++)
        {
            if (int.PopCount(bits) != picked) continue;
            var chosen = Enumerable.Range(0, size).Where(i => (bits >> i & 1) == 1);
            found.Add(string.Join(' ', chosen), found.Count);
        }
        return found;
    }

    void Fill(string command, string encoding, int size)
    {
        string[] names = [.. Enumerable.Range(0, size).Select(i => encoding == "intset" ? $"{i}" : $"m{i}")];
        if (command == "SRANDMEMBER") client.Call(["SADD", "key", .. names]);
        else if (command == "HRANDFIELD")
            client.Call(["HSET", "key", .. names.SelectMany((name, i) => new[] { name, $"{i}" })]);
        else client.Call(["ZADD", "key", .. names.SelectMany((name, i) => new[] { $"{i}", name })]);
        Assert.Equal(encoding, client.Call("OBJECT", "ENCODING", "key").Text);
    }

    IEnumerable<RespValue> Ask(int times, params string[] request) => Ask(times, request, PipelineMax);

    IEnumerable<RespValue> Ask(int times, string[] request, int pipelineMax)
    {
        var bytes = RespConnection.Encode(request);
        for (var sent = 0; sent < times; sent += pipelineMax)
        {
            var pipelined = Math.Min(pipelineMax, times - sent);
            // Few and small requests: the server reads them before it must be read.
            for (var i = 0; i < pipelined; i++) client.SendRaw(bytes);
            for (var i = 0; i < pipelined; i++) yield return client.Read();
        }
    }
}
