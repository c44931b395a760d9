namespace AotKv.Instance.Info;

/// <summary>
/// What memory is used for, bytes, at one moment: what INFO memory, MEMORY STATS and MEMORY DOCTOR have in common.
/// </summary>
public sealed class MemoryFigures
{
    public MemoryFigures(ServerInstance server)
    {
        Keys = server.UsedMemory;
        Clients = server.ClientMemory;
        foreach (var shard in server.Shards)
        {
            Reserved += shard.Heap.BytesReserved;
            for (var database = 0; database < shard.DatabaseCount; database++)
            {
                var facts = shard.FactsOf(database);
                Tables += facts.TableBytes;
                KeyCount += facts.Keys;
            }
        }
        Resident = server.Process.ResidentBytes;
        Peak = server.Statistics.MemoryPeak(Used);
        StartUp = server.StartUpMemory;
    }

    /// <summary>Keys and values, and the tables they are found by.</summary>
    public long Keys { get; }

    /// <summary>What clients hold.</summary>
    public long Clients { get; }

    /// <summary>The tables that keys are found by.</summary>
    public long Tables { get; }

    public long KeyCount { get; }

    /// <summary>What the heaps have taken from the system.</summary>
    public long Reserved { get; }

    public long Resident { get; }

    public long Peak { get; }

    /// <summary>What was used before the first key and client.</summary>
    public long StartUp { get; }

    public long Used => Keys + Clients;

    /// <summary>All that is used and is neither key nor value.</summary>
    public long Overhead => StartUp + Tables + Clients;

    public long Dataset => Math.Max(0, Used - Overhead);

    public double DatasetPercent => Used <= StartUp ? 0 : Dataset * 100.0 / (Used - StartUp);

    public double PeakPercent => Peak == 0 ? 0 : Used * 100.0 / Peak;

    public static double Ratio(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
}
