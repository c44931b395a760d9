using AotKv.Engine.Catalog;

namespace AotKv.Generators.Tests;

public class KeyFinderTests
{
    static string KeysOf(string line, KeySearch search = KeySearch.Keys)
    {
        using var request = RequestBytes.Of(line);
        var command = SampleCommands.Table.Find(request.Arguments)!;
        var keys = new KeyFinder(command, request.Arguments, search);
        var found = new List<string>();
        while (keys.TryNext(out var position)) found.Add($"{position}:{keys.Flags}");
        return string.Join(" ", found).Replace(", ", "+", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET k", "1:RO+Access")]
    [InlineData("MGET a b c", "1:RO+Access 2:RO+Access 3:RO+Access")]
    [InlineData("MSET a 1 b 2", "1:OW+Update 3:OW+Update")]
    [InlineData("BLPOP a b 0", "1:RW+Access+Delete 2:RW+Access+Delete")]
    [InlineData("SINTERSTORE d a b", "1:RW+Update 2:RO+Access 3:RO+Access")]
    [InlineData("OBJECT ENCODING k", "2:RO")]
    [InlineData("PING k", "")]
    public void Ranges_give_the_keys_they_span(string line, string keys) => Assert.Equal(keys, KeysOf(line));

    [Theory]
    [InlineData("EVAL s 2 a b x", "3:RW+Access+Update 4:RW+Access+Update")]
    [InlineData("EVAL s 0 x", "")]
    [InlineData("EVAL s 3 a b", "")]
    [InlineData("EVAL s -1 a b", "")]
    [InlineData("EVAL s two a b", "")]
    [InlineData("EVAL s 99999999999999999999 a b", "")]
    [InlineData("EVAL s 4294967298 a b", "")]
    public void A_count_gives_so_many_keys_or_none_where_it_does_not_fit(string line, string keys) =>
        Assert.Equal(keys, KeysOf(line));

    [Theory]
    [InlineData("XREAD STREAMS a b 0 0", "2:RO+Access 3:RO+Access")]
    [InlineData("XREAD COUNT 2 streams a 0", "4:RO+Access")]
    [InlineData("XREAD COUNT 2 BLOCK 0", "")]
    [InlineData("XREAD COUNT 2 STREAMS", "")]
    public void A_keyword_says_where_keys_begin(string line, string keys) => Assert.Equal(keys, KeysOf(line));

    [Theory]
    [InlineData("SET k v", "1:OW+Update")]
    [InlineData("SET k v EX 10 get", "1:RW+Access+Update")]
    [InlineData("SORT k BY w_* LIMIT 0 5 STORE d", "1:RO+Access 7:OW+Update")]
    [InlineData("SORT k GET store ASC", "1:RO+Access")]
    [InlineData("SORT k STORE a STORE b", "1:RO+Access 5:OW+Update")]
    public void Hooks_find_what_specs_cannot(string line, string keys)
    {
        // Positions count the command's name.
        Assert.Equal(keys.Replace("7:", "8:", StringComparison.Ordinal), KeysOf(line));
    }

    [Fact]
    public void MIGRATE_moves_one_key_or_all_that_follow_KEYS()
    {
        Assert.Equal("3:RW+Access+Delete", KeysOf("MIGRATE host port key db 0"));
        using var request = new RequestBytes("MIGRATE", "host", "port", "", "0", "0", "AUTH", "keys", "KEYS", "a", "b");
        var keys = new KeyFinder(SampleCommands.Table.Find(request.Arguments)!, request.Arguments);
        Assert.True(keys.TryNext(out var first));
        Assert.True(keys.TryNext(out var second));
        Assert.False(keys.TryNext(out _));
        Assert.Equal((9, 10), (first, second));
    }

    [Fact]
    public void A_shard_channel_is_a_key_only_to_who_asks_for_slots()
    {
        Assert.Equal("", KeysOf("SPUBLISH channel message"));
        Assert.Equal("1:NotKey", KeysOf("SPUBLISH channel message", KeySearch.KeysAndShardChannels));
    }
}
