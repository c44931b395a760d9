using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Hashes;

public sealed class HashValueTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly KeyStore store;
    readonly KeyStore other;
    readonly byte[] scratch = new byte[ListPackItem.ScratchBytes];

    public HashValueTests()
    {
        var home = new ValueHome(heap, new KeyHasher(5, 6), randomSeed: default);
        store = new(home);
        other = new(home);
    }

    public void Dispose()
    {
        store.Dispose();
        other.Dispose();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    [InlineData(5_000)]
    public void It_agrees_with_a_dictionary_under_every_change(int fields) => RandomSeed.Run(random =>
    {
        var model = new HashModel();
        var key = Make(store, "hash");
        for (var step = 0; step < 20_000; step++)
        {
            model.Now += random.Next(4);
            Change(random, model, key, FieldName(random.Next(fields)));
            store.TrackFields(key());
            if (random.Next(50) == 0) MoveRecord(random, key);
            if (random.Next(20) == 0) Reclaim(model, key);
            if (step % 2_000 == 0) AssertSame(model, Open(store, key()));
        }
        AssertSame(model, Open(store, key()));
        heap.Verify();
    });

    [Fact]
    public void A_copy_and_a_renamed_hash_keep_fields_and_deadlines() => RandomSeed.Run(random =>
    {
        var model = new HashModel();
        var key = Make(store, "hash");
        for (var step = 0; step < 3_000; step++) Change(random, model, key, FieldName(random.Next(1_000)));
        store.TrackFields(key());

        var copy = other.Adopt(Hash("copy"), Record.None, "copy"u8, other.CopyLoose(key()), KeyStore.NoExpiry);
        AssertSame(model, Open(other, copy));
        Assert.Equal(1, other.FieldExpiringCount);

        var taken = store.Take(Hash("hash"), key());
        Assert.Equal(0, store.FieldExpiringCount);
        var moved = store.Adopt(Hash("moved"), Record.None, "moved"u8, taken, expiresAt: 1_000_000);
        Assert.Equal(1, store.FieldExpiringCount);
        AssertSame(model, Open(store, moved));
        AssertSame(model, Open(other, copy));
    });

    [Fact]
    public void Due_hashes_are_found_when_their_first_field_expires()
    {
        var key = Make(store, "hash");
        var hash = Open(store, key());
        hash.Set("late"u8, "1"u8, deadline: 5_000, now: 0);
        hash.Set("early"u8, "1"u8, deadline: 1_000, now: 0);
        store.TrackFields(key());
        var due = new Record[4];
        Assert.Equal(0, store.FindDueFields(900, 100, due));
        Assert.Equal(1, store.FindDueFields(1_100, 100, due));
        Assert.Equal(key().Address, due[0].Address);
        Assert.Equal(1, hash.RemoveExpired(1_100, 100));
        store.TrackFields(key());
        Assert.Equal(0, store.FindDueFields(1_200, 100, due));
        Assert.Equal(1, store.FieldExpiringCount);
        hash.Remove("late"u8, now: 1_200);
        store.TrackFields(key());
        Assert.Equal(0, store.FieldExpiringCount);
        Assert.Equal(long.MaxValue, store.NextFieldDeadline());
    }

    [Fact]
    public void An_expired_field_is_counted_but_not_seen()
    {
        var key = Make(store, "hash");
        var hash = Open(store, key());
        hash.Set("a"u8, "1"u8, deadline: 10, now: 0);
        hash.Set("b"u8, "2"u8, HashValue.NoDeadline, now: 0);
        Assert.True(hash.Contains("a"u8, now: 10));
        Assert.False(hash.Contains("a"u8, now: 11));
        Assert.False(hash.Remove("a"u8, now: 11));
        Assert.Equal(2, hash.Count);
        Assert.Equal(1, hash.CountLive(now: 11));
        Assert.Equal(FieldChange.ReplacedExpired, hash.Set("a"u8, "3"u8, HashValue.NoDeadline, now: 11));
        Assert.Equal(2, hash.CountLive(now: 11));
        Assert.False(hash.HasDeadlines);
        store.TrackFields(key());
    }

    [Fact]
    public void A_large_hash_is_freed_in_slices()
    {
        var empty = heap.BytesUsed;
        var key = Make(store, "hash");
        var hash = Open(store, key());
        for (var i = 0; i < 50_000; i++) hash.Set(FieldName(i), "value"u8, deadline: 1_000 + i, now: 0);
        store.TrackFields(key());
        store.Remove(Hash("hash"), key());
        var slices = 0;
        for (; store.ReclaimStep(256); slices++) Assert.True(slices < 1_000);
        Assert.InRange(slices, 150, 400);
        Assert.Equal(0, store.FieldExpiringCount);
        Assert.InRange(heap.BytesUsed - empty, 0, 20_000);
    }

    [Fact]
    public void A_cleared_database_gives_back_hashes_with_deadlines()
    {
        for (var i = 0; i < 500; i++)
        {
            var key = Make(store, "hash" + i);
            Open(store, key()).Set("a"u8, "1"u8, deadline: 1_000 + i, now: 0);
            store.TrackFields(key());
        }
        Assert.Equal(500, store.FieldExpiringCount);
        store.Clear();
        Assert.Equal(0, store.FieldExpiringCount);
        Assert.Equal(0, store.FindDueFields(10_000, 1_000, new Record[8]));
        while (store.ReclaimStep(32)) { }
    }

    void Change(Random random, HashModel model, Func<Record> key, byte[] field)
    {
        var hash = Open(store, key());
        var value = random.Next(20) == 0 ? new byte[random.Next(60, 300)] : Encoding.ASCII.GetBytes($"{random.Next()}");
        var deadline = model.Now + random.Next(-50, 2_000);
        switch (random.Next(9))
        {
            case 0 or 1 or 2:
                Assert.Equal(model.Set(field, value, -1), hash.Set(field, value, -1, model.Now));
                break;
            case 3 when deadline > 0:
                Assert.Equal(model.Set(field, value, deadline), hash.Set(field, value, deadline, model.Now));
                break;
            case 4:
                Assert.Equal(model.Set(field, value, model.DeadlineOf(field)),
                    hash.SetKeepingDeadline(field, value, model.Now));
                break;
            case 5 or 6 when model.IsLive(field) && deadline > 0:
                deadline = random.Next(4) == 0 ? -1 : deadline;
                model.Fields[HashModel.Text(field)] = (model.Fields[HashModel.Text(field)].Value, deadline);
                hash.SetDeadline(field, deadline);
                break;
            case 7:
                Assert.Equal(model.IsLive(field), hash.Contains(field, model.Now));
                Assert.Equal(model.Remove(field), hash.Remove(field, model.Now));
                break;
            default:
                Assert.Equal(model.Fields.Remove(HashModel.Text(field)), hash.RemoveAny(field));
                break;
        }
    }

    /// <summary>An expiry of the key comes or goes, or the key is renamed: the record is elsewhere.</summary>
    void MoveRecord(Random random, Func<Record> key)
    {
        var record = key();
        if (record.HasExpiry) store.ClearExpiry(Hash("hash"), ref record);
        else store.SetExpiry(Hash("hash"), ref record, random.Next(1, 1_000_000));
        if (random.Next(3) > 0) return;
        var taken = store.Take(Hash("hash"), key());
        store.Adopt(Hash("hash"), Record.None, "hash"u8, taken, KeyStore.NoExpiry);
    }

    void Reclaim(HashModel model, Func<Record> key)
    {
        var due = new Record[2];
        while (store.FindDueFields(model.Now, 1_000, due) > 0)
        {
            Assert.Equal(key().Address, due[0].Address);
            var removed = Open(store, due[0]).RemoveExpired(model.Now, 100);
            store.TrackFields(due[0]);
            if (removed == 0) break;
        }
        foreach (var text in model.Fields.Keys.ToArray())
            if (!Open(store, key()).Contains(Encoding.Latin1.GetBytes(text), now: -1)) model.ForgetExpired(text);
    }

    void AssertSame(HashModel model, HashValue hash)
    {
        Assert.Equal(model.Fields.Count, hash.Count);
        var live = model.Fields.Where(field => !model.IsExpired(field.Value.Deadline)).ToDictionary();
        Assert.Equal(live.Count, hash.CountLive(model.Now));
        for (var fields = hash.Fields(model.Now); fields.MoveNext();)
        {
            var name = Encoding.Latin1.GetString(fields.Field.AsSpan(scratch));
            Assert.True(live.Remove(name, out var expected), name);
            Assert.Equal(expected.Value, fields.Value.AsSpan(scratch));
            Assert.Equal(expected.Deadline, fields.Deadline);
            Assert.True(hash.TryGet(Encoding.Latin1.GetBytes(name), model.Now, out var value));
            Assert.Equal(expected.Value, value.AsSpan(scratch));
        }
        Assert.Empty(live);
    }

    Func<Record> Make(KeyStore database, string name)
    {
        var key = Encoding.Latin1.GetBytes(name);
        database.Make<HashValue>(Hash(name), key);
        return () => database.Find(Hash(name), key);
    }

    static HashValue Open(KeyStore database, Record record) => database.Open<HashValue>(record);

    ulong Hash(string key) => store.Hash(Encoding.Latin1.GetBytes(key));

    static byte[] FieldName(int number) => Encoding.ASCII.GetBytes(number % 3 == 0 ? $"{number}" : $"field:{number}");
}
