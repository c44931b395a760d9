using AotKv.Memory.Heaps;
using AotKv.Values.Tables;

namespace AotKv.Bench.Values;

/// <summary>The heap and the hash by themselves.</summary>
static class PieceTimings
{
    const int Operations = 4_000_000;

    public static void Run()
    {
        Hash(7);
        Hash(16);
        Hash(40);
        Hash(1000);
        using var heap = new ShardHeap();
        Measure.Print("allocate and free 40 bytes, hot", Operations, () =>
        {
            for (var i = 0; i < Operations; i++) heap.Free(heap.Allocate(40), 40);
        });
        Live(heap, 40);
        Live(heap, 1000);
    }

    static void Hash(int length)
    {
        var hasher = new KeyHasher(1, 2);
        var key = new byte[length + 1];
        ulong sum = 0;
        Measure.Print($"hash of {length} bytes, each waiting for the last", Operations, () =>
        {
            for (var i = 0; i < Operations; i++)
            {
                sum += hasher.Hash(key.AsSpan((int)sum & 1, length));
            }
        });
        Measure.Print($"hash of {length} bytes, independent", Operations, () =>
        {
            for (var i = 0; i < Operations; i++) sum += hasher.Hash(key.AsSpan(0, length));
        });
    }

    static void Live(ShardHeap heap, int bytes)
    {
        var random = new Random(1);
        var order = new int[Operations];
        for (var i = 0; i < order.Length; i++) order[i] = random.Next(65_536);
        var live = new nint[65_536];
        for (var i = 0; i < live.Length; i++) live[i] = heap.Allocate(bytes);
        Measure.Print($"allocate and free {bytes} bytes, at random over 65,536 live", Operations, () =>
        {
            foreach (var index in order)
            {
                heap.Free(live[index], bytes);
                live[index] = heap.Allocate(bytes);
            }
        });
        foreach (var address in live) heap.Free(address, bytes);
    }
}
