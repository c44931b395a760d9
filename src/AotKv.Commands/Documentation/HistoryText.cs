using System.Text;

namespace AotKv.Commands.Documentation;

/// <summary>
/// What changed in commands after they came, as COMMAND DOCS tells it: the versions are Valkey's, the words ours. A
/// line names its commands, parted by commas, then the version, then what is new.
/// </summary>
static class HistoryText
{
    const int NameBytesMax = 64;

    static ReadOnlySpan<byte> Lines =>
        """
        acl|getuser,acl|setuser 6.2.0 Patterns of channels.
        acl|setuser 7.0.0 Selectors, and permissions by key.
        acl|getuser 7.0.0 Selectors; patterns of keys and channels are answered as rules, not as lists.
        acl|getuser,acl|setuser 9.1.0 Permissions by database.
        acl|log 7.2.0 Entries have an ID, and say when they were made and last changed.
        auth 6.0.0 A user may be named before the password.
        bgsave 3.2.2 `SCHEDULE`.
        bgsave 8.1.0 `CANCEL`.
        bitcount,bitpos 7.0.0 `BYTE` and `BIT`.
        bitcount 8.0.0 `end` may be left out: the last byte is meant.
        blpop,brpop,brpoplpush,bzpopmax,bzpopmin 6.0.0 `timeout` may have a fraction.
        client|kill 2.8.12 Filters by name and value.
        client|kill 2.8.12 `ID`.
        client|kill 3.2.0 `TYPE` knows `master`.
        client|kill 5.0.0 `TYPE` knows `replica`, of which `slave` is the older name.
        client|kill 6.2.0 `LADDR`.
        client|kill 8.0.0 `MAXAGE`.
        client|kill 8.0.0 `TYPE` knows `primary`, of which `master` is the older name.
        client|kill 8.1.0 `ID` takes several.
        client|kill 9.0.0 Filters by name, idle time, flags, library, database, capability and IP, and by what is not.
        client|list 2.8.12 The field `id`.
        client|list 5.0.0 `TYPE`.
        client|list 6.0.0 The field `user`.
        client|list 6.2.0 The fields `argv-mem`, `tot-mem`, `laddr` and `redir`, and `ID`.
        client|list 7.0.0 The fields `resp`, `multi-mem`, `rbs` and `rbp`.
        client|list 7.0.3 The field `ssub`.
        client|list 8.0.0 `TYPE` knows `primary`, of which `master` is the older name.
        client|list 8.1.0 `USER`, `ADDR`, `LADDR`, `SKIPME` and `MAXAGE`.
        client|list 9.0.0 Filters by name, idle time, flags, library, database, capability and IP, and by what is not.
        client|pause 6.2.0 `WRITE` and `ALL`.
        cluster|count-failure-reports 9.0.0 Reports of a node that is held for failed are not counted any more.
        cluster|meet 4.0.0 The port of the cluster's bus may be given.
        cluster|replicate 9.0.0 `NO ONE` makes a replica leave its primary.
        cluster|setslot 8.0.0 `TIMEOUT`.
        cluster|shards 9.1.0 The fields `id` of a shard and `availability-zone` of a node.
        cluster|slots 4.0.0 IDs of nodes.
        cluster|slots 7.0.0 More about the network of a node.
        cluster|slots 9.1.0 `availability-zone` among what is said about the network.
        command|info 7.0.0 Without a name it answers for all commands.
        config|get 7.0.0 Several patterns.
        config|set 7.0.0 Several directives at once.
        exists 3.0.3 Several keys.
        expire,expireat,pexpire,pexpireat 7.0.0 `NX`, `XX`, `GT` and `LT`.
        flushall,flushdb 4.0.0 `ASYNC`.
        flushall,flushdb 6.2.0 `SYNC`.
        geoadd 6.2.0 `CH`, `NX` and `XX`.
        georadius,georadius_ro,georadiusbymember,georadiusbymember_ro 6.2.0 `COUNT` may be followed by `ANY`.
        georadius,georadius_ro,georadiusbymember,georadiusbymember_ro 7.0.0 Units may be in capital letters.
        geosearch,geosearchstore 7.0.0 Units may be in capital letters.
        geosearch,geosearchstore 9.0.0 `BYPOLYGON`.
        hdel 2.4.0 Several fields.
        hello 8.1.0 The field `availability_zone`, where that directive is set.
        hello 6.2.0 Without a version it answers about the connection as it is.
        hset 4.0.0 Several fields and values.
        info 7.0.0 Several sections.
        lpop,rpop 6.2.0 `count`.
        lpush,rpush 2.4.0 Several elements.
        lpushx,rpushx 4.0.0 Several elements.
        migrate 3.0.0 `COPY` and `REPLACE`.
        migrate 3.0.6 `KEYS`.
        migrate 4.0.7 `AUTH`.
        migrate 6.0.0 `AUTH2`.
        pttl,ttl 2.8.0 The reply -2 where there is no key.
        renamenx 3.2.0 Both names may be the same.
        restore,restore-asking 3.0.0 `REPLACE`.
        restore,restore-asking 5.0.0 `ABSTTL`.
        restore,restore-asking 5.0.0 `IDLETIME` and `FREQ`.
        sadd,srem 2.4.0 Several members.
        scan 6.0.0 `TYPE`.
        script|flush 6.2.0 `ASYNC` and `SYNC`.
        set 2.6.12 `EX`, `PX`, `NX` and `XX`.
        set 6.0.0 `KEEPTTL`.
        set 6.2.0 `GET`, `EXAT` and `PXAT`.
        set 7.0.0 `NX` and `GET` may be given together.
        set 8.1.0 `IFEQ`.
        shutdown 7.0.0 `NOW`, `FORCE` and `ABORT`.
        shutdown 9.0.0 `SAFE` and `FAILOVER`.
        slowlog|get 4.0.0 Address and name of the client.
        spop 3.2.0 `count`.
        srandmember 2.6.0 `count`.
        xadd 6.2.0 `NOMKSTREAM`, `MINID` and `LIMIT`.
        xadd 7.0.0 IDs in the form `<ms>-*`.
        xautoclaim 7.0.0 A third element of the reply: IDs that are no longer in the stream.
        xgroup|create,xgroup|setid 7.0.0 `ENTRIESREAD`.
        xinfo|consumers 7.2.0 The field `inactive`; `idle` has another meaning.
        xinfo|groups 7.0.0 The fields `entries-read` and `lag`.
        xinfo|stream 6.0.0 `FULL`.
        xinfo|stream 7.0.0 The fields of what was added, deleted, first and read, and `lag`.
        xinfo|stream 7.2.0 The field `active-time`; `seen-time` has another meaning.
        xpending 6.2.0 `IDLE`, and ranges without their ends.
        xrange,xrevrange 6.2.0 Ranges without their ends.
        xsetid 7.0.0 `ENTRIESADDED` and `MAXDELETEDID`.
        xtrim 6.2.0 `MINID` and `LIMIT`.
        zadd,zrem 2.4.0 Several members.
        zadd 3.0.2 `XX`, `NX`, `CH` and `INCR`.
        zadd 6.2.0 `GT` and `LT`.
        zrange 6.2.0 `REV`, `BYSCORE`, `BYLEX` and `LIMIT`.
        zrangebyscore 2.0.0 `WITHSCORES`.
        zrank,zrevrank 7.2.0 `WITHSCORE`.
        zrevrangebyscore 2.1.6 Ranges without their ends.
        zscan 8.0.0 `NOSCORES`.
        """u8;

    /// <summary>The next change of a command from <paramref name="position"/> on, which is 0 at first.</summary>
    public static bool TryNext(
        string command, ref int position, out ReadOnlySpan<byte> version, out ReadOnlySpan<byte> change)
    {
        Span<byte> room = stackalloc byte[NameBytesMax];
        var name = room[..Encoding.UTF8.GetBytes(command, room)];
        while (position < Lines.Length)
        {
            var line = Lines[position..];
            var end = line.IndexOf((byte)'\n');
            if (end >= 0) line = line[..end];
            position += line.Length + 1;
            var names = line[..line.IndexOf((byte)' ')];
            if (!Names(names, name)) continue;
            line = line[(names.Length + 1)..];
            version = line[..line.IndexOf((byte)' ')];
            change = line[(version.Length + 1)..];
            return true;
        }
        version = change = default;
        return false;
    }

    static bool Names(ReadOnlySpan<byte> names, ReadOnlySpan<byte> name)
    {
        foreach (var each in names.Split((byte)','))
            if (names[each].SequenceEqual(name)) return true;
        return false;
    }
}
