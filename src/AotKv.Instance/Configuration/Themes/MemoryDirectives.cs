namespace AotKv.Instance.Configuration;

/// <summary>The keyspace: databases, limits, eviction, expiry, freeing, defragmentation.</summary>
public sealed class MemoryDirectives(DirectiveTable table)
{
    public readonly NumberDirective Databases = table.Add(
        new NumberDirective("databases", 16, 1, int.MaxValue) { Traits = DirectiveTraits.Immutable });

    public readonly MemoryDirective MaxMemory = table.Add(
        new MemoryDirective("maxmemory", 0, 0, -1) { IsUnsigned = true });

    public readonly ChoiceDirective<MaxMemoryPolicy> MaxMemoryPolicyChoice = table.Add(
        new ChoiceDirective<MaxMemoryPolicy>(
            "maxmemory-policy", MaxMemoryPolicy.NoEviction, ("volatile-lru", MaxMemoryPolicy.VolatileLru),
            ("volatile-lfu", MaxMemoryPolicy.VolatileLfu), ("volatile-random", MaxMemoryPolicy.VolatileRandom),
            ("volatile-ttl", MaxMemoryPolicy.VolatileTtl), ("allkeys-lru", MaxMemoryPolicy.AllKeysLru),
            ("allkeys-lfu", MaxMemoryPolicy.AllKeysLfu), ("allkeys-random", MaxMemoryPolicy.AllKeysRandom),
            ("noeviction", MaxMemoryPolicy.NoEviction)));

    public readonly NumberDirective MaxMemorySamples = table.Add(new NumberDirective("maxmemory-samples", 5, 1, 64));

    public readonly NumberDirective MaxMemoryEvictionTenacity = table.Add(
        new NumberDirective("maxmemory-eviction-tenacity", 10, 0, 100));

    public readonly NumberDirective LfuLogFactor = table.Add(
        new NumberDirective("lfu-log-factor", 10, 0, int.MaxValue));

    public readonly NumberDirective LfuDecayTime = table.Add(
        new NumberDirective("lfu-decay-time", 1, 0, int.MaxValue));

    public readonly NumberDirective ActiveExpireEffort = table.Add(
        new NumberDirective("active-expire-effort", 1, 1, 10));

    public readonly SwitchDirective LazyEviction = table.Add(
        new SwitchDirective("lazyfree-lazy-eviction", fallback: true) { Traits = DirectiveTraits.Debug });

    public readonly SwitchDirective LazyExpire = table.Add(
        new SwitchDirective("lazyfree-lazy-expire", fallback: true) { Traits = DirectiveTraits.Debug });

    public readonly SwitchDirective LazyServerDel = table.Add(
        new SwitchDirective("lazyfree-lazy-server-del", fallback: true) { Traits = DirectiveTraits.Debug });

    public readonly SwitchDirective LazyUserDel = table.Add(
        new SwitchDirective("lazyfree-lazy-user-del", fallback: true) { Traits = DirectiveTraits.Debug });

    public readonly SwitchDirective LazyUserFlush = table.Add(
        new SwitchDirective("lazyfree-lazy-user-flush", fallback: true) { Traits = DirectiveTraits.Debug });

    public readonly SwitchDirective ActiveRehashing = table.Add(
        new SwitchDirective("activerehashing", fallback: true));

    public readonly TextDirective HashSeed = table.Add(
        new TextDirective("hash-seed", "")
        {
            Refusal = Refusals.SeedTooLong,
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly SwitchDirective ActiveDefrag = table.Add(
        new SwitchDirective("activedefrag", fallback: false) { Traits = DirectiveTraits.Debug });

    public readonly MemoryDirective ActiveDefragIgnoreBytes = table.Add(
        new MemoryDirective("active-defrag-ignore-bytes", 104_857_600, 1, long.MaxValue) { IsUnsigned = true });

    public readonly NumberDirective ActiveDefragThresholdLower = table.Add(
        new NumberDirective("active-defrag-threshold-lower", 10, 0, 1000));

    public readonly NumberDirective ActiveDefragThresholdUpper = table.Add(
        new NumberDirective("active-defrag-threshold-upper", 100, 0, 1000));

    public readonly NumberDirective ActiveDefragCycleMin = table.Add(
        new NumberDirective("active-defrag-cycle-min", 1, 1, 99));

    public readonly NumberDirective ActiveDefragCycleMax = table.Add(
        new NumberDirective("active-defrag-cycle-max", 25, 1, 99));

    public readonly NumberDirective ActiveDefragCycleUs = table.Add(
        new NumberDirective("active-defrag-cycle-us", 500, 0, 100_000));

    public readonly NumberDirective ActiveDefragMaxScanFields = table.Add(
        new NumberDirective("active-defrag-max-scan-fields", 1000, 1, long.MaxValue) { IsUnsigned = true });
}
