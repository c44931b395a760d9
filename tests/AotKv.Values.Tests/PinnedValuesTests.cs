using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests;

/// <summary>Values that replies refer to while their keys are changed, deleted and flushed.</summary>
public sealed class PinnedValuesTests : IDisposable
{
    sealed record Sending(PinnedBytes Pinned, byte[] Expected);

    readonly ShardHeap heap = new();
    readonly ValueHome home;
    readonly KeyStore store;
    readonly Dictionary<string, byte[]> model = [];
    readonly List<Sending> sendings = [];

    public PinnedValuesTests()
    {
        home = new(heap, new KeyHasher(5, 6), randomSeed: default);
        store = new(home);
    }

    public void Dispose()
    {
        store.Dispose();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
        home.Pins.Dispose();
    }

    [Fact]
    public void What_is_being_sent_never_changes_whatever_becomes_of_its_key() => RandomSeed.Run(random =>
    {
        for (var step = 0; step < 8_000; step++)
        {
            Change(random, $"key:{random.Next(8)}");
            if (random.Next(4) == 0 && sendings.Count > 0) EndOne(random);
            if (random.Next(20) == 0) store.ReclaimStep(100);
            if (step % 500 == 0) AssertAllSame();
            heap.Verify();
        }
        AssertAllSame();
        while (sendings.Count > 0) EndOne(random);
        while (store.ReclaimStep(100)) { }
        AssertAllSame();
    });

    [Fact]
    public void Cores_that_let_go_at_once_free_a_value_once() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 200; round++)
        {
            var record = Set("key", new byte[random.Next(5_000, 400_000)]);
            var pins = new Pin[8];
            for (var i = 0; i < pins.Length; i++) pins[i] = record.String.Pin(home).Pin;
            var cores = new Thread[4];
            for (var i = 0; i < cores.Length; i++)
            {
                var mine = pins.AsMemory(i * 2, 2);
                cores[i] = new(() =>
                {
                    foreach (var pin in mine.Span) pin.Release();
                });
                cores[i].Start();
            }
            store.Remove(store.Hash("key"u8), record);
            while (store.ReclaimStep(100)) { }
            foreach (var core in cores) core.Join();
            while (store.ReclaimStep(100)) { }
            model.Clear();
            Assert.False(home.Pins.HasReturned);
            Assert.Equal(0, heap.LargeBlocks);
        }
    });

    [Fact]
    public void A_value_that_nobody_sends_any_more_is_changed_where_it_stands()
    {
        var record = Set("key", new byte[20_000]);
        var pinned = record.String.Pin(home);
        pinned.Pin.Release();
        store.Writable(store.Hash("key"u8), ref record, 20_000)[0] = 1;
        Assert.Equal(pinned.Bytes.Address, record.Reference.Address);
        Assert.False(record.Reference.IsPinned);
    }

    [Fact]
    public void The_memory_of_a_replaced_value_counts_until_it_is_sent()
    {
        var record = Set("key", new byte[100_000]);
        var pinned = record.String.Pin(home);
        store.Remove(store.Hash("key"u8), record);
        while (store.ReclaimStep(100)) { }
        Assert.True(heap.BytesUsed > 100_000);
        pinned.Pin.Release();
        Assert.True(store.HasReclaimable);
        while (store.ReclaimStep(100)) { }
        Assert.True(heap.BytesUsed < 20_000);
    }

    void Change(Random random, string name)
    {
        var key = System.Text.Encoding.ASCII.GetBytes(name);
        var hash = store.Hash(key);
        var record = store.Find(hash, key);
        var choice = record.IsNone ? 0 : random.Next(12);
        switch (choice)
        {
            case 0 or 1 or 2:
                Set(name, RandomValue(random));
                break;
            case 3:
                store.Remove(hash, record);
                model.Remove(name);
                break;
            case 4 or 5:
                Write(random, hash, record, name);
                break;
            case 6:
                store.SetExpiry(hash, ref record, random.Next(1, 1_000_000));
                break;
            case 7:
                Rename(hash, record, name, $"key:{random.Next(8)}");
                break;
            case 8 when random.Next(100) == 0:
                store.Clear();
                model.Clear();
                break;
            default:
                if (record.String.IsBlock) sendings.Add(new(record.String.Pin(home), model[name]));
                break;
        }
    }

    Record Set(string name, byte[] value)
    {
        var key = System.Text.Encoding.ASCII.GetBytes(name);
        var hash = store.Hash(key);
        model[name] = value;
        return store.SetText(hash, store.Find(hash, key), key, value, KeyStore.NoExpiry);
    }

    /// <summary>SETRANGE, APPEND and their like: longer, shorter or the same.</summary>
    void Write(Random random, ulong hash, Record record, string name)
    {
        var value = model[name].ToArray();
        Array.Resize(ref value, random.Next(3) == 0 ? value.Length : random.Next(1, 60_000));
        var bytes = store.Writable(hash, ref record, value.Length);
        if (value.Length > 0)
        {
            var at = random.Next(value.Length);
            bytes[at] = value[at] = (byte)random.Next(256);
        }
        model[name] = value;
    }

    void Rename(ulong hash, Record record, string from, string to)
    {
        if (from == to) return;
        var key = System.Text.Encoding.ASCII.GetBytes(to);
        var taken = store.Take(hash, record);
        store.Adopt(store.Hash(key), store.Find(store.Hash(key), key), key, taken, KeyStore.NoExpiry);
        model[to] = model[from];
        model.Remove(from);
    }

    void EndOne(Random random)
    {
        var at = random.Next(sendings.Count);
        var ended = sendings[at];
        Assert.True(ended.Expected.AsSpan().SequenceEqual(ended.Pinned.Bytes.Span), "What was being sent has changed.");
        ended.Pinned.Pin.Release();
        sendings.RemoveAt(at);
    }

    void AssertAllSame()
    {
        var scratch = new byte[StringView.ScratchBytes];
        Assert.Equal(model.Count, store.Count);
        foreach (var (name, value) in model)
        {
            var key = System.Text.Encoding.ASCII.GetBytes(name);
            Assert.True(store.Find(store.Hash(key), key).String.View(scratch).SequenceEqual(value), $"{name} differs.");
        }
    }

    static byte[] RandomValue(Random random)
    {
        var value = new byte[random.Next(5) switch { 0 => random.Next(100), 1 => 300_000, _ => random.Next(60_000) }];
        random.NextBytes(value.AsSpan(0, Math.Min(value.Length, 64)));
        return value;
    }
}
