using System.Globalization;
using System.Text;
using AotKv.Engine.Shards;
using AotKv.Memory.Heaps;

namespace AotKv.Commands.Observation;

/// <summary>MEMORY MALLOC-STATS: the heaps of all shards, a line for each size of block that is in use.</summary>
static class HeapReport
{
    public static string Write(Shard[] shards)
    {
        var text = new StringBuilder("Heaps of the shards, bytes\n");
        foreach (var shard in shards)
        {
            var heap = shard.Heap;
            text.Append(CultureInfo.InvariantCulture, $"shard {shard.Index}: used {heap.BytesUsed}, ");
            text.Append(CultureInfo.InvariantCulture, $"reserved {heap.BytesReserved}, ");
            text.Append(CultureInfo.InvariantCulture, $"large {heap.LargeBytesUsed} in {heap.LargeBlocks} blocks, ");
            text.Append(CultureInfo.InvariantCulture, $"whole pages {heap.WholePages}\n");
        }
        text.Append("\n  block      live     pages\n");
        for (var sizeClass = 0; sizeClass < ShardHeap.SizeClassCount; sizeClass++)
        {
            long live = 0, pages = 0, bytes = 0;
            foreach (var shard in shards)
            {
                var statistics = shard.Heap.Statistics(sizeClass);
                live += statistics.LiveBlocks;
                pages += statistics.Pages;
                bytes = statistics.BlockBytes;
            }
            if (pages > 0) text.Append(CultureInfo.InvariantCulture, $"{bytes,7} {live,9} {pages,9}\n");
        }
        return text.ToString();
    }
}
