namespace AotKv.Instance.Configuration;

/// <summary>What gives way when maxmemory is reached.</summary>
public enum MaxMemoryPolicy
{
    VolatileLru,
    VolatileLfu,
    VolatileRandom,
    VolatileTtl,
    AllKeysLru,
    AllKeysLfu,
    AllKeysRandom,
    NoEviction,
}
