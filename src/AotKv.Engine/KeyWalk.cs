using AotKv.Engine.Shards;
using AotKv.Memory;
using AotKv.Values;
using AotKv.Values.Tables;

namespace AotKv.Engine;

/// <summary>Walks one shard's database: whole, in SCAN's steps, or by chance. Runs where the shard runs.</summary>
static class KeyWalk
{
    /// <summary>Passes live records on. Holds the visitor by value: a ref field cannot refer to a ref struct.</summary>
    ref struct LiveOnly<TVisitor>(TVisitor visitor, long now) : IRecordVisitor
        where TVisitor : struct, IKeyVisitor, allows ref struct
    {
        readonly long now = now;
        public TVisitor Visitor = visitor;

        public void Visit(Record record)
        {
            if (record.HasExpiry && record.ExpiresAt < now) return;
            Visitor.Visit(record);
        }
    }

    /// <summary>Passes wanted records on, and keeps those of them that have expired.</summary>
    ref struct Sorter<TVisitor>(TVisitor visitor, long now) : IRecordVisitor
        where TVisitor : struct, IScanVisitor, allows ref struct
    {
        readonly long now = now;
        public TVisitor Visitor = visitor;
        public NativeList<Record> Expired;

        public void Visit(Record record)
        {
            if (!Visitor.Wants(record)) return;
            if (record.HasExpiry && record.ExpiresAt < now) Expired.Add(record);
            else Visitor.Visit(record);
        }
    }

    public static void All<TVisitor>(Shard shard, int database, long now, ref TVisitor visitor)
        where TVisitor : struct, IKeyVisitor, allows ref struct
    {
        if (shard.FindDatabase(database) is not { } store) return;
        var live = new LiveOnly<TVisitor>(visitor, now);
        var position = 0UL;
        do position = store.Scan(position, ref live);
        while (position != 0);
        visitor = live.Visitor;
    }

    /// <summary>As <see cref="All"/>, with keys past their deadline that nobody has deleted yet.</summary>
    public static void Stored<TVisitor>(Shard shard, int database, ref TVisitor visitor)
        where TVisitor : struct, IKeyVisitor, allows ref struct =>
        All(shard, database, now: long.MinValue, ref visitor);

    public static ulong Step<TVisitor>(Shard shard, int database, long now, ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IScanVisitor, allows ref struct
    {
        var shards = shard.Port.Shards.Length;
        var next = 0UL;
        if (shard.FindDatabase(database) is { } store)
        {
            var sorter = new Sorter<TVisitor>(visitor, now);
            next = store.Scan(ScanCursor.PositionOf(cursor, shards), ref sorter);
            visitor = sorter.Visitor;
            if (!shard.KeepsExpired)
            {
                foreach (var record in sorter.Expired.Span)
                    shard.DeleteExpired(database, store, shard.Hasher.Hash(record.Key), record);
            }
            sorter.Expired.Dispose();
        }
        return ScanCursor.Next(next, shard.Index, shards);
    }

    /// <summary>One of the lent shards, each with a chance in proportion to its keys.</summary>
    public static Shard RandomShard(Shard?[] lent, int database, Shard fallback)
    {
        var total = 0L;
        foreach (var one in lent) total += one?.CountKeys(database) ?? 0;
        if (total == 0) return fallback;
        var chosen = (long)(fallback.NextRandom() % (ulong)total);
        foreach (var one in lent)
        {
            if (one is null) continue;
            chosen -= one.CountKeys(database);
            if (chosen < 0) return one;
        }
        return fallback;
    }

    const int TriesMax = 100;

    public static bool TryFindRandom(Shard shard, int database, long now, out ReadOnlySpan<byte> key)
    {
        key = default;
        if (shard.FindDatabase(database) is not { } store) return false;
        for (var tries = 0; tries < TriesMax && store.Count > 0; tries++)
        {
            var record = store.Random(ref shard.RandomState);
            if (record.IsNone) return false;
            if (!record.HasExpiry || record.ExpiresAt >= now)
            {
                key = record.Key;
                return true;
            }
            if (shard.KeepsExpired) continue;
            shard.DeleteExpired(database, store, shard.Hasher.Hash(record.Key), record);
        }
        return false;
    }
}
