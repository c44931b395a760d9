using AotKv.Memory.Heaps;
using AotKv.Values;
using AotKv.Values.Tables;

namespace AotKv.Bench.Values;

/// <summary>Find and SetString over a store of 16-byte keys and values; hashing is part of each time.</summary>
static class StoreTimings
{
    const int Operations = 2_000_000;

    public static void Run(int keys)
    {
        using var heap = new ShardHeap();
        var store = new KeyStore(new(heap, new KeyHasher(1, 2), "bench"u8));
        Fill(store, keys);
        var requests = Keys.AtRandom(Operations, keys);
        var missing = Keys.AtRandom(Operations, keys);
        for (var i = 0; i < Operations; i++) missing[i * Keys.Bytes] = (byte)'n';
        var name = $"{keys:N0} keys at random:";

        Measure.Print($"{name} find", Operations, () => Find(store, requests));
        Measure.Print($"{name} find what is missing", Operations, () => Find(store, missing));
        Measure.Print($"{name} find, batches of 32 with prefetch", Operations, () => FindBatch(store, requests, 32));
        Measure.Print($"{name} find, batches of 64 with prefetch", Operations, () => FindBatch(store, requests, 64));
        Measure.Print($"{name} set, same class", Operations, () => Set(store, requests, 16, 16));
        Measure.Print($"{name} set, batches of 64 with prefetch", Operations, () => SetBatch(store, requests, 64));
        Measure.Print($"{name} set, class changes", Operations, () => Set(store, requests, 16, 40));
        Measure.Print($"{name} set with a deadline, remove the deadline", Operations, () => Expire(store, requests));
        Measure.Print($"{name} remove and set", Operations, () => RemoveAndSet(store, requests));
    }

    static void Fill(KeyStore store, int keys)
    {
        Span<byte> key = stackalloc byte[Keys.Bytes];
        var value = "a value of 16 by"u8;
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < keys; i++)
        {
            Keys.Write(i, key);
            store.SetString(store.Hash(key), Record.None, key, value, KeyStore.NoExpiry);
        }
        var nanoseconds = (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / keys;
        Console.WriteLine($"{$"{keys:N0} keys: set each for the first time",-60} {nanoseconds,8:F2} ns");
    }

    static void Find(KeyStore store, byte[] requests)
    {
        var found = 0L;
        for (var at = 0; at < requests.Length; at += Keys.Bytes)
        {
            var key = requests.AsSpan(at, Keys.Bytes);
            if (!store.Find(store.Hash(key), key).IsNone) found++;
        }
        GC.KeepAlive(found);
    }

    static void FindBatch(KeyStore store, byte[] requests, int batch)
    {
        Span<ulong> hashes = stackalloc ulong[batch];
        var found = 0L;
        for (var at = 0; at + batch * Keys.Bytes <= requests.Length; at += batch * Keys.Bytes)
        {
            Prefetch(store, requests.AsSpan(at, batch * Keys.Bytes), hashes);
            for (var i = 0; i < batch; i++)
                if (!store.Find(hashes[i], requests.AsSpan(at + i * Keys.Bytes, Keys.Bytes)).IsNone) found++;
        }
        GC.KeepAlive(found);
    }

    static void Prefetch(KeyStore store, ReadOnlySpan<byte> keys, Span<ulong> hashes)
    {
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = store.Hash(keys.Slice(i * Keys.Bytes, Keys.Bytes));
            store.Prefetch(hashes[i]);
        }
        foreach (var hash in hashes) store.PrefetchRecord(hash);
    }

    static void Set(KeyStore store, byte[] requests, int valueBytes, int otherBytes)
    {
        Span<byte> value = stackalloc byte[100];
        value.Fill((byte)'v');
        for (var at = 0; at < requests.Length; at += Keys.Bytes)
        {
            var key = requests.AsSpan(at, Keys.Bytes);
            var hash = store.Hash(key);
            var length = (at & 16) == 0 ? valueBytes : otherBytes;
            store.SetString(hash, store.Find(hash, key), key, value[..length], KeyStore.NoExpiry);
        }
    }

    static void SetBatch(KeyStore store, byte[] requests, int batch)
    {
        Span<ulong> hashes = stackalloc ulong[batch];
        var value = "another value 16"u8;
        for (var at = 0; at + batch * Keys.Bytes <= requests.Length; at += batch * Keys.Bytes)
        {
            Prefetch(store, requests.AsSpan(at, batch * Keys.Bytes), hashes);
            for (var i = 0; i < batch; i++)
            {
                var key = requests.AsSpan(at + i * Keys.Bytes, Keys.Bytes);
                store.SetString(hashes[i], store.Find(hashes[i], key), key, value, KeyStore.NoExpiry);
            }
        }
    }

    static void Expire(KeyStore store, byte[] requests)
    {
        for (var at = 0; at < requests.Length; at += Keys.Bytes)
        {
            var key = requests.AsSpan(at, Keys.Bytes);
            var hash = store.Hash(key);
            var record = store.Find(hash, key);
            store.SetExpiry(hash, ref record, 1_800_000_000_000 + at);
            store.ClearExpiry(hash, ref record);
        }
    }

    static void RemoveAndSet(KeyStore store, byte[] requests)
    {
        var value = "a value of 16 by"u8;
        for (var at = 0; at < requests.Length; at += Keys.Bytes)
        {
            var key = requests.AsSpan(at, Keys.Bytes);
            var hash = store.Hash(key);
            store.Remove(hash, store.Find(hash, key));
            store.SetString(hash, Record.None, key, value, KeyStore.NoExpiry);
        }
    }
}
