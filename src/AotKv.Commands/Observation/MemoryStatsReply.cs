using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Instance;
using AotKv.Instance.Info;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Observation;

/// <summary>MEMORY STATS: names and numbers, in Valkey's order.</summary>
sealed class MemoryStatsReply(ServerInstance server)
{
    readonly MemoryFigures figures = new(server);

    public void Answer(in Reply reply)
    {
        var databases = Databases();
        reply.Map(34 + databases.Count);
        Number(reply, "peak.allocated", figures.Peak);
        Number(reply, "total.allocated", figures.Used);
        Number(reply, "startup.allocated", figures.StartUp);
        Zeros(reply, "replication.backlog", "replicas.repl.buffer", "clients.slaves");
        Number(reply, "clients.normal", figures.Clients);
        Zeros(reply, "cluster.links", "cluster.slot_import", "cluster.slot_export", "aof.buffer", "lua.caches",
            "functions.caches");
        foreach (var (database, tables) in databases)
        {
            TextReply.Bulk(reply, $"db.{database}");
            reply.Map(2);
            Number(reply, "overhead.hashtable.main", tables);
            Number(reply, "overhead.hashtable.expires", 0);
        }
        Zeros(reply, "overhead.db.hashtable.lut", "overhead.db.hashtable.rehashing");
        Number(reply, "overhead.total", figures.Overhead);
        Number(reply, "db.dict.rehashing.count", 0);
        Number(reply, "keys.count", figures.KeyCount);
        Number(reply, "keys.bytes-per-key", figures.KeyCount == 0 ? 0 : figures.Keys / figures.KeyCount);
        Number(reply, "dataset.bytes", figures.Dataset);
        Double(reply, "dataset.percentage", figures.DatasetPercent);
        Double(reply, "peak.percentage", figures.PeakPercent);
        Allocator(reply);
    }

    void Allocator(in Reply reply)
    {
        var active = Math.Max(figures.Used, figures.Reserved);
        var resident = Math.Max(figures.Resident, figures.Reserved);
        Number(reply, "allocator.allocated", figures.Used);
        Number(reply, "allocator.active", active);
        Number(reply, "allocator.resident", resident);
        Number(reply, "allocator.muzzy", 0);
        Double(reply, "allocator-fragmentation.ratio", MemoryFigures.Ratio(active, figures.Used));
        Number(reply, "allocator-fragmentation.bytes", active - figures.Used);
        Double(reply, "allocator-rss.ratio", MemoryFigures.Ratio(resident, active));
        Number(reply, "allocator-rss.bytes", resident - active);
        Double(reply, "rss-overhead.ratio", MemoryFigures.Ratio(figures.Resident, resident));
        Number(reply, "rss-overhead.bytes", figures.Resident - resident);
        Double(reply, "fragmentation", MemoryFigures.Ratio(figures.Resident, figures.Used));
        Number(reply, "fragmentation.bytes", figures.Resident - figures.Used);
    }

    List<(int Database, long Tables)> Databases()
    {
        var found = new List<(int, long)>();
        for (var database = 0; database < server.Shards[0].DatabaseCount; database++)
        {
            var tables = 0L;
            foreach (var shard in server.Shards) tables += shard.FactsOf(database).TableBytes;
            if (tables > 0) found.Add((database, tables));
        }
        return found;
    }

    static void Zeros(in Reply reply, params ReadOnlySpan<string> names)
    {
        foreach (var name in names) Number(reply, name, 0);
    }

    static void Number(in Reply reply, string name, long value)
    {
        TextReply.Bulk(reply, name);
        reply.Integer(value);
    }

    static void Double(in Reply reply, string name, double value)
    {
        TextReply.Bulk(reply, name);
        Span<byte> text = stackalloc byte[DoubleText.BytesMax];
        text = text[..DoubleText.Format(text, value)];
        if (!reply.IsResp3)
        {
            reply.Bulk(text);
            return;
        }
        reply.Raw(","u8);
        reply.Raw(text);
        reply.Raw("\r\n"u8);
    }
}
