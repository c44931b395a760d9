using AotKv.Engine.PubSub;
using AotKv.Machine;

namespace AotKv.Engine.Shards;

/// <summary>
/// What the configuration says that commands on keys go by. One for all shards. Written by the thread that changes the
/// configuration, read by all: each field is one word.
/// </summary>
public sealed class KeySettings
{
    /// <summary>proto-max-bulk-len: the longest that a string may become, bytes.</summary>
    public long StringBytesMax = 512L << 20;

    /// <summary>
    /// maxmemory-policy is one of the LFU family: access clocks hold how often a key is used, not when it was last.
    /// </summary>
    public bool CountsUse;

    /// <summary>lfu-log-factor: the higher, the slower a frequently used key's counter grows.</summary>
    public long UseLogFactor = 10;

    /// <summary>lfu-decay-time: the minutes after which a counter that is not used loses one; 0 for never.</summary>
    public long UseDecayMinutes = 1;

    /// <summary>
    /// A string of so many bytes or more is sent from where it stands, not copied into the reply. What stands in its
    /// record is always copied.
    /// </summary>
    public long PinnedBytesMin = 16 << 10;

    /// <summary>PFDEBUG SIMD: whether sketches are read with vectors where the processor has them.</summary>
    public bool SketchesUseVectors = true;

    /// <summary>rdbcompression: whether DUMP compresses long texts.</summary>
    public bool CompressesDumps = true;

    /// <summary>rdb-version-check: whether RESTORE refuses versions that it does not know.</summary>
    public bool ChecksDumpVersions = true;

    /// <summary>active-expire-effort, 1 to 10: how much of what is due goes in one turn of a core.</summary>
    public int ExpiryEffort = 1;

    /// <summary>notify-keyspace-events: which events of keys are published, and where.</summary>
    public KeyspaceEvents Events;

    /// <summary>locale-collate: how SORT ... ALPHA orders; null for by bytes.</summary>
    public Collation? Collation;
}
