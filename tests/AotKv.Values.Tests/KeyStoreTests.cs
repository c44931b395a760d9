using System.Globalization;
using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests;

public sealed class KeyStoreTests : IDisposable
{
    sealed record Expected(byte[] Value, long ExpiresAt);

    readonly ShardHeap heap = new();
    readonly KeyStore store;
    readonly KeyStore other;
    readonly Dictionary<string, Expected> model = [];
    readonly byte[] scratch = new byte[StringView.ScratchBytes];

    public KeyStoreTests()
    {
        store = new(new ValueHome(heap, new KeyHasher(5, 6), randomSeed: default));
        other = new(new ValueHome(heap, new KeyHasher(5, 6), randomSeed: default));
    }

    public void Dispose()
    {
        store.Dispose();
        other.Dispose();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void It_agrees_with_a_dictionary_under_every_change() => RandomSeed.Run(random =>
    {
        for (var step = 0; step < 40_000; step++)
        {
            var key = RandomKey(random);
            Step(random, key);
            if (random.Next(5_000) == 0) Clear(random);
            if (random.Next(10) == 0) store.ReclaimStep(50);
            AssertSame(key);
            Assert.Equal(model.Count, store.Count);
            if (step % 4_000 == 0) AssertAllSame();
        }
        AssertAllSame();
        Expire(random);
    });

    [Fact]
    public void A_short_value_of_the_same_class_is_written_in_place()
    {
        var record = Set("a key of sixteen", "a value of sixte"u8.ToArray());
        var again = Set("a key of sixteen", "another value!!!"u8.ToArray());
        Assert.Equal(record.Address, again.Address);
        Assert.Equal("another value!!!"u8, again.String.View(scratch));
    }

    [Fact]
    public void Sixteen_byte_keys_and_values_take_about_48_bytes_all_told()
    {
        var samples = new List<double>();
        for (var i = 0; i < 60_000; i++)
        {
            Set($"key:{i:D12}", Encoding.ASCII.GetBytes($"value:{i:D10}"));
            if (i % 1000 == 999 && i >= 29_999) samples.Add(heap.BytesUsed / (double)store.Count);
        }
        Assert.InRange(samples.Average(), 46, 48.5);
    }

    [Fact]
    public void A_growing_string_is_copied_a_logarithmic_number_of_times_once_it_has_128_bytes()
    {
        var record = Set("k", []);
        var hash = store.Hash("k"u8);
        var moves = 0;
        for (var length = 128; length <= 3_000_000; length += 1 + length / 1000)
        {
            var before = record.Encoding == RecordEncoding.Reference ? record.Reference.Address : record.Address;
            store.Writable(hash, ref record, length)[^1] = (byte)length;
            var after = record.Encoding == RecordEncoding.Reference ? record.Reference.Address : record.Address;
            if (before != after) moves++;
        }
        Assert.InRange(moves, 1, 100);
    }

    [Fact]
    public void Clearing_is_immediate_and_frees_in_steps()
    {
        for (var i = 0; i < 10_000; i++) Set($"{i}", [1, 2, 3], i % 2 == 0 ? 1000 : KeyStore.NoExpiry);
        store.Clear();
        model.Clear();
        Assert.Equal(0, store.Count);
        Assert.Equal(0, store.ExpiringCount);
        Assert.True(store.HasReclaimable);
        var steps = 1;
        while (store.ReclaimStep(100)) steps++;
        Assert.InRange(steps, 80, 110);
    }

    [Fact]
    public void A_long_value_leaves_the_accounts_at_once_and_can_be_freed_elsewhere()
    {
        var record = Set("k", new byte[1 << 20]);
        store.Remove(store.Hash("k"u8), record);
        Assert.Equal(0, heap.LargeBlocks);
        Assert.True(store.TryTakeDetached(out var block));
        Assert.True(block.Bytes >= 1 << 20);
        block.Free();
        Assert.False(store.HasReclaimable);
    }

    [Fact]
    public void A_taken_record_keeps_its_block_under_another_key_in_another_database()
    {
        var record = Set("k", new byte[100_000], expiresAt: 5000);
        var block = record.Reference.Address;
        var taken = store.Take(store.Hash("k"u8), record);
        Assert.Equal(0, store.Count);
        var adopted = other.Adopt(other.Hash("other"u8), Record.None, "other"u8, taken, taken.ExpiresAt);
        Assert.Equal(block, adopted.Reference.Address);
        Assert.Equal(5000, adopted.ExpiresAt);
        Assert.Equal(1, other.ExpiringCount);
        Assert.Equal("other"u8, other.Find(other.Hash("other"u8), "other"u8).Key);
    }

    [Fact]
    public void Memory_usage_counts_record_block_and_share_of_the_table()
    {
        var shortOne = Set("short", "value"u8.ToArray());
        Assert.InRange(store.MemoryUsage(shortOne), 24, 300);
        Assert.InRange(store.MemoryUsage(Set("long", new byte[500_000])), 500_000, 510_000);
    }

    void Step(Random random, string key)
    {
        var name = Encoding.ASCII.GetBytes(key);
        var hash = store.Hash(name);
        var record = store.Find(hash, name);
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                Set(key, RandomValue(random), RandomDeadline(random));
                break;
            case 3 when !record.IsNone:
                store.Remove(hash, record);
                model.Remove(key);
                break;
            case 4 when !record.IsNone:
                Write(random, key, hash, record);
                break;
            case 5 when !record.IsNone:
                var deadline = random.NextInt64(1L << 40);
                store.SetExpiry(hash, ref record, deadline);
                model[key] = model[key] with { ExpiresAt = deadline };
                break;
            case 6 when !record.IsNone:
                store.ClearExpiry(hash, ref record);
                model[key] = model[key] with { ExpiresAt = KeyStore.NoExpiry };
                break;
            case 7 when !record.IsNone:
                Rename(random, key, hash, record);
                break;
        }
    }

    void Write(Random random, string key, ulong hash, Record record)
    {
        var value = model[key].Value;
        var length = random.Next(4) == 0 ? random.Next(20_000) : value.Length + random.Next(200);
        var bytes = store.Writable(hash, ref record, length);
        Array.Resize(ref value, length);
        Assert.Equal(value, bytes);
        if (length > 0) bytes[^1] = value[^1] = (byte)random.Next(256);
        model[key] = model[key] with { Value = value };
        Assert.True(record.IsRaw);
    }

    void Rename(Random random, string key, ulong hash, Record record)
    {
        var newKey = RandomKey(random);
        if (newKey == key) return;
        var name = Encoding.ASCII.GetBytes(newKey);
        var deadline = random.Next(2) == 0 ? record.ExpiresAt : RandomDeadline(random);
        var taken = store.Take(hash, record);
        var newHash = store.Hash(name);
        store.Adopt(newHash, store.Find(newHash, name), name, taken, deadline);
        model[newKey] = model[key] with { ExpiresAt = deadline };
        model.Remove(key);
        AssertSame(newKey);
    }

    void Clear(Random random)
    {
        store.Clear();
        model.Clear();
        while (random.Next(3) > 0 && store.ReclaimStep(random.Next(1, 300))) { }
    }

    void Expire(Random random)
    {
        var due = new Record[10];
        for (long now = 0; now <= 1L << 41; now += random.NextInt64(1L << 37))
        {
            while (true)
            {
                var found = store.FindDue(now, 100, due);
                if (found == 0 && store.NextDeadline() > now) break;
                foreach (var record in due.AsSpan(0, found))
                {
                    Assert.True(record.ExpiresAt <= now);
                    model.Remove(Encoding.ASCII.GetString(record.Key));
                    store.Remove(store.Hash(record.Key), record);
                }
            }
            Assert.Equal(model.Count, store.Count);
            Assert.DoesNotContain(
                model.Values, key => key.ExpiresAt != KeyStore.NoExpiry && key.ExpiresAt < now - 32);
        }
        Assert.Equal(0, store.ExpiringCount);
    }

    Record Set(string key, byte[] value, long expiresAt = KeyStore.NoExpiry)
    {
        var name = Encoding.ASCII.GetBytes(key);
        var hash = store.Hash(name);
        model[key] = new(value, expiresAt);
        return store.SetString(hash, store.Find(hash, name), name, value, expiresAt);
    }

    void AssertSame(string key)
    {
        var name = Encoding.ASCII.GetBytes(key);
        var record = store.Find(store.Hash(name), name);
        Assert.Equal(model.ContainsKey(key), !record.IsNone);
        if (record.IsNone) return;
        var expected = model[key];
        Assert.Equal(name, record.Key);
        Assert.Equal(expected.Value, record.String.View(scratch));
        Assert.Equal(expected.Value.Length, record.String.Length);
        Assert.Equal(expected.ExpiresAt, record.ExpiresAt);
        var isNumber = long.TryParse(Encoding.ASCII.GetString(expected.Value), out var number)
            && number.ToString(CultureInfo.InvariantCulture) == Encoding.ASCII.GetString(expected.Value);
        Assert.Equal(isNumber, record.String.TryGetInteger(out var found));
        Assert.Equal(number * (isNumber ? 1 : 0), found);
    }

    void AssertAllSame()
    {
        foreach (var key in model.Keys) AssertSame(key);
        Assert.Equal(model.Values.Count(key => key.ExpiresAt != KeyStore.NoExpiry), store.ExpiringCount);
        heap.Verify();
    }

    static string RandomKey(Random random)
    {
        var number = random.Next(2000);
        if (number % 50 == 0) return new string('x', 66_000 + number);
        return number % 3 == 0 ? $"k{number}" : $"key:{number:D14}";
    }

    static long RandomDeadline(Random random) =>
        random.Next(3) == 0 ? random.NextInt64(1L << 40) : KeyStore.NoExpiry;

    static byte[] RandomValue(Random random)
    {
        var number = random.NextInt64() >> random.Next(64);
        if (random.Next(4) == 0) return Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
        var length = random.Next(100) switch
        {
            < 70 => random.Next(150),
            < 97 => random.Next(6_000),
            < 99 => random.Next(60_000),
            _ => random.Next(400_000),
        };
        var value = new byte[length];
        random.NextBytes(value);
        return value;
    }
}
