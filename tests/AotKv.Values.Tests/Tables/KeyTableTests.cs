using System.Runtime.CompilerServices;
using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Tables;

public sealed class KeyTableTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly KeyHasher hasher = new(11, 12);
    readonly KeyTable table;

    public KeyTableTests() => table = new(heap, hasher);

    public void Dispose()
    {
        table.Dispose();
        heap.Dispose();
    }

    [Fact]
    public void A_bucket_is_one_cache_line_and_keeps_nine_entries_apart()
    {
        var bucket = new Bucket(heap.Allocate(Bucket.Bytes));
        bucket.Clear();
        Assert.Equal(0b11_1111_1110u, bucket.Empty);
        for (var position = 1; position <= 9; position++)
            bucket.Put(position, (byte)(position * 25), (nint)(0x7FFF_0000_0000 + position * 0x1111_1111L));
        Assert.Equal(9, bucket.Count);
        Assert.Equal(0u, bucket.Empty);
        for (var position = 1; position <= 9; position++)
        {
            Assert.Equal((nint)(0x7FFF_0000_0000 + position * 0x1111_1111L), bucket[position]);
            Assert.Equal((byte)(position * 25), bucket.Tag(position));
            Assert.Equal(1u << position, bucket.Match((byte)(position * 25)));
        }
        var overflow = new Bucket(heap.Allocate(Bucket.BytesFor(Bucket.FirstCapacity)));
        overflow.Clear(Bucket.FirstCapacity);
        bucket.Chain(overflow);
        Assert.True(bucket.IsChained);
        Assert.Equal(8, bucket.Count);
        Assert.Equal(overflow.Address, bucket.Overflow.Address);
        Assert.Equal(225, overflow.Tag(1));
        heap.Free(bucket.Address, Bucket.Bytes);
        heap.Free(overflow.Address, overflow.BlockBytes);
    }

    [Fact]
    public void A_short_bucket_keeps_its_entries_as_it_grows_to_nine()
    {
        var bucket = new Bucket(heap.Allocate(Bucket.BytesFor(Bucket.FirstCapacity)));
        bucket.Clear(Bucket.FirstCapacity);
        for (var filled = 0; ; )
        {
            Assert.Equal(Bucket.BytesFor(bucket.Capacity), bucket.BlockBytes);
            while (bucket.Empty != 0)
            {
                var position = System.Numerics.BitOperations.TrailingZeroCount(bucket.Empty);
                Assert.Equal(++filled, position);
                bucket.Put(position, (byte)position, 0x1000 + position);
            }
            Assert.Equal(bucket.Capacity, bucket.Count);
            for (var position = 1; position <= filled; position++)
            {
                Assert.Equal(0x1000 + position, bucket[position]);
                Assert.Equal(1u << position, bucket.Match((byte)position));
            }
            if (!bucket.IsShort) break;
            var capacity = bucket.NextCapacity;
            var larger = new Bucket(heap.Allocate(Bucket.BytesFor(capacity)));
            larger.Clear(capacity);
            bucket.CopyTo(larger, capacity);
            heap.Free(bucket.Address, bucket.BlockBytes);
            bucket = larger;
        }
        Assert.Equal(Bucket.Bytes, bucket.BlockBytes);
        heap.Free(bucket.Address, Bucket.Bytes);
    }

    [Fact]
    public void It_agrees_with_a_dictionary_while_it_grows_and_shrinks() => RandomSeed.Run(random =>
    {
        var model = new Dictionary<int, Record>();
        for (var step = 0; step < 60_000; step++)
        {
            var key = random.Next(20_000);
            var found = table.Find(HashOf(key), KeyOf(key));
            Assert.Equal(model.GetValueOrDefault(key).Address, found.Address);
            var grows = step / 15_000 % 2 == 0;
            if (found.IsNone && grows | random.Next(4) == 0) model[key] = Add(key);
            else if (!found.IsNone && !grows | random.Next(8) == 0) Remove(key, model);
            else if (!found.IsNone) model[key] = Replace(key, found);
            Assert.Equal(model.Count, table.Count);
        }
        foreach (var (key, record) in model) Assert.Equal(record.Address, table.Find(HashOf(key), KeyOf(key)).Address);
        foreach (var key in model.Keys.ToArray()) Remove(key, model);
        Assert.Equal(0, table.Count);
        Assert.Equal(new KeyTableStatistics(0, 1, 0, table.Statistics.Bytes), table.Statistics);
        Assert.True(table.Statistics.Bytes <= 64 * 5, $"{table.Statistics}");
    });

    [Fact]
    public void A_scan_shows_all_that_stays_while_the_table_changes() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 60; round++)
        {
            var model = new Dictionary<int, Record>();
            var size = random.Next(1, 3000);
            for (var key = 0; key < size; key++) model[key] = Add(key);
            var staying = new HashSet<int>(model.Keys.Where(_ => random.Next(3) > 0));
            var grows = random.Next(3);
            var next = size;
            var seen = new Seen { Keys = [] };
            ulong cursor = 0;
            do
            {
                cursor = table.Scan(cursor, ref seen);
                for (var change = 0; change < 20; change++)
                {
                    if (grows == 0 || (grows == 2 && random.Next(2) == 0))
                    {
                        if (next < 6000) model[next] = Add(next++);
                    }
                    else
                    {
                        var gone = random.Next(next);
                        if (!staying.Contains(gone) && model.ContainsKey(gone)) Remove(gone, model);
                    }
                }
            }
            while (cursor != 0);
            Assert.Subset(seen.Keys, staying);
            foreach (var key in model.Keys.ToArray()) Remove(key, model);
        }
    });

    [Fact]
    public void A_scan_of_an_unchanged_table_shows_each_record_once()
    {
        var model = new Dictionary<int, Record>();
        for (var key = 0; key < 5000; key++)
        {
            model[key] = Add(key);
            if (key % 331 != 0) continue;
            var seen = new Seen { Keys = [] };
            ulong cursor = 0;
            do cursor = table.Scan(cursor, ref seen);
            while (cursor != 0);
            Assert.Equal(model.Count, seen.Keys.Count);
            Assert.Equal(model.Count, seen.Visits);
        }
        foreach (var key in model.Keys.ToArray()) Remove(key, model);
    }

    [Fact]
    public void Random_records_are_about_equally_likely()
    {
        var model = new Dictionary<int, Record>();
        for (var key = 0; key < 1000; key++) model[key] = Add(key);
        var counts = new Dictionary<nint, int>();
        ulong state = 42;
        for (var draw = 0; draw < 200_000; draw++)
        {
            var address = table.Random(ref state).Address;
            counts[address] = counts.GetValueOrDefault(address) + 1;
        }
        Assert.Equal(1000, counts.Count);
        var chiSquare = counts.Values.Sum(count => (count - 200.0) * (count - 200.0) / 200.0);
        // 999 degrees of freedom: mean 999, deviation 45.
        Assert.InRange(chiSquare, 999 - 6 * 45, 999 + 6 * 45);
        foreach (var key in model.Keys.ToArray()) Remove(key, model);
        Assert.True(table.Random(ref state).IsNone);
    }

    [Fact]
    public void The_table_takes_at_most_twelve_bytes_a_key_on_average()
    {
        double total = 0;
        var samples = 0;
        var records = new List<(int, Record)>();
        for (var key = 0; key < 60_000; key++)
        {
            records.Add((key, Add(key)));
            if (key < 7_000 || key % 100 != 0) continue;
            var bytesPerKey = table.Statistics.Bytes / (double)table.Count;
            Assert.InRange(bytesPerKey, 7, 14.5);
            total += bytesPerKey;
            samples++;
        }
        Assert.InRange(total / samples, 7, 12);
        foreach (var (key, record) in records)
        {
            table.Remove(HashOf(key), record);
            heap.Free(record.Address, record.Bytes);
        }
    }

    [Fact]
    public void A_table_being_drained_shows_every_record_once()
    {
        using var other = new KeyTable(heap, hasher);
        var records = new Dictionary<int, Record>();
        for (var key = 0; key < 3000; key++)
        {
            records[key] = NewRecord(key);
            other.Add(HashOf(key), records[key]);
        }
        var seen = new Seen { Keys = [] };
        while (other.Drain(ref seen)) { }
        Assert.Equal(3000, seen.Visits);
        Assert.Equal(0, other.Count);
        foreach (var record in records.Values) heap.Free(record.Address, record.Bytes);
    }

    static byte[] KeyOf(int key) => Encoding.ASCII.GetBytes(key % 3 == 0 ? $"{key}" : $"a longer key:{key}:{key}");

    ulong HashOf(int key) => hasher.Hash(KeyOf(key));

    Record NewRecord(int key)
    {
        var bytes = KeyOf(key);
        var shape = new RecordShape { Encoding = RecordEncoding.Integer, KeyLength = bytes.Length };
        var record = new Record(heap.Allocate(shape.Bytes));
        record.Begin(shape, bytes);
        record.IntegerValue = key;
        return record;
    }

    Record Add(int key)
    {
        var record = NewRecord(key);
        table.Add(HashOf(key), record);
        return record;
    }

    Record Replace(int key, Record old)
    {
        var record = NewRecord(key);
        table.Replace(HashOf(key), old, record);
        heap.Free(old.Address, old.Bytes);
        return record;
    }

    void Remove(int key, Dictionary<int, Record> model)
    {
        var record = model[key];
        table.Remove(HashOf(key), record);
        heap.Free(record.Address, record.Bytes);
        model.Remove(key);
    }

    struct Seen : IRecordVisitor
    {
        public required HashSet<int> Keys;
        public int Visits;

        public void Visit(Record record)
        {
            Visits++;
            Keys.Add((int)record.IntegerValue);
        }
    }
}
