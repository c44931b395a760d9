using AotKv.Memory.Heaps;
using AotKv.Values;
using AotKv.Values.Tables;

namespace AotKv.Bench.Values;

/// <summary>Bytes per key as a store grows: all told, of the table alone, and as reserved from the system.</summary>
static class MemoryTable
{
    public static void Run(int keysMax, int valueBytes)
    {
        using var heap = new ShardHeap();
        var store = new KeyStore(new(heap, new KeyHasher(1, 2), "bench"u8));
        Span<byte> key = stackalloc byte[Keys.Bytes];
        Span<byte> value = stackalloc byte[valueBytes];
        value.Fill((byte)'v');
        double tableSum = 0;
        long samples = 0;
        var step = keysMax / 10;
        Console.WriteLine($"16/{valueBytes}:     keys    all told    table   reserved   in chains");
        for (var i = 0; i < keysMax; i++)
        {
            Keys.Write(i, key);
            store.SetString(store.Hash(key), Record.None, key, value, KeyStore.NoExpiry);
            if (i > keysMax / 10 && i % 4096 == 0)
            {
                tableSum += store.TableStatistics.Bytes / (double)store.Count;
                samples++;
            }
            if (i % step != step - 1) continue;
            var statistics = store.TableStatistics;
            Console.WriteLine(
                $"{store.Count,16:N0} {heap.BytesUsed / (double)store.Count,10:F2} "
                + $"{statistics.Bytes / (double)store.Count,8:F2} {heap.BytesReserved / (double)store.Count,10:F2} "
                + $"{statistics.OverflowBuckets / (double)statistics.Buckets,10:P1}");
        }
        Console.WriteLine($"table on average over sizes: {tableSum / samples:F2} bytes a key");
    }
}
