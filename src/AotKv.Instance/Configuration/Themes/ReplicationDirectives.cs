namespace AotKv.Instance.Configuration;

/// <summary>Being a replica, and having some.</summary>
public sealed class ReplicationDirectives(DirectiveTable table)
{
    public readonly PrimaryDirective ReplicaOf = table.Add(
        new PrimaryDirective("replicaof")
        {
            Alias = "slaveof",
            Traits = DirectiveTraits.Immutable | DirectiveTraits.SeveralWords,
        });

    public readonly TextDirective PrimaryPassword = table.Add(
        new TextDirective("primaryauth", "")
        {
            Alias = "masterauth",
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Sensitive,
        });

    public readonly TextDirective PrimaryUser = table.Add(
        new TextDirective("primaryuser", "")
        {
            Alias = "masteruser",
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Sensitive,
        });

    public readonly SwitchDirective ReplicaServeStaleData = table.Add(
        new SwitchDirective("replica-serve-stale-data", fallback: true) { Alias = "slave-serve-stale-data" });

    public readonly SwitchDirective ReplicaReadOnly = table.Add(
        new SwitchDirective("replica-read-only", fallback: true)
        {
            Alias = "slave-read-only",
            Traits = DirectiveTraits.Debug,
        });

    public readonly NumberDirective ReplicaPriority = table.Add(
        new NumberDirective("replica-priority", 100, 0, int.MaxValue) { Alias = "slave-priority" });

    public readonly SwitchDirective ReplicaAnnounced = table.Add(
        new SwitchDirective("replica-announced", fallback: true));

    public readonly TextDirective ReplicaAnnounceIp = table.Add(
        new TextDirective("replica-announce-ip", "") { Alias = "slave-announce-ip", EmptyMeansUnset = true });

    public readonly NumberDirective ReplicaAnnouncePort = table.Add(
        new NumberDirective("replica-announce-port", 0, 0, 65535) { Alias = "slave-announce-port" });

    public readonly SwitchDirective ReplicaIgnoreMaxMemory = table.Add(
        new SwitchDirective("replica-ignore-maxmemory", fallback: true) { Alias = "slave-ignore-maxmemory" });

    public readonly SwitchDirective ReplicaIgnoreDiskWriteErrors = table.Add(
        new SwitchDirective("replica-ignore-disk-write-errors", fallback: false));

    public readonly SwitchDirective ReplicaLazyFlush = table.Add(
        new SwitchDirective("replica-lazy-flush", fallback: true) { Alias = "slave-lazy-flush" });

    public readonly SwitchDirective ReplDisklessSync = table.Add(
        new SwitchDirective("repl-diskless-sync", fallback: true) { Traits = DirectiveTraits.Debug });

    public readonly NumberDirective ReplDisklessSyncDelay = table.Add(
        new NumberDirective("repl-diskless-sync-delay", 5, 0, int.MaxValue));

    public readonly NumberDirective ReplDisklessSyncMaxReplicas = table.Add(
        new NumberDirective("repl-diskless-sync-max-replicas", 0, 0, int.MaxValue));

    public readonly ChoiceDirective<DisklessLoad> ReplDisklessLoad = table.Add(
        new ChoiceDirective<DisklessLoad>(
            "repl-diskless-load", DisklessLoad.Disabled, ("disabled", DisklessLoad.Disabled),
            ("on-empty-db", DisklessLoad.OnEmptyDatabase), ("swapdb", DisklessLoad.SwapDatabases),
            ("flush-before-load", DisklessLoad.FlushBeforeLoad))
        {
            Traits = DirectiveTraits.Debug | DirectiveTraits.DeniedWhileLoading,
        });

    public readonly SwitchDirective DualChannelReplicationEnabled = table.Add(
        new SwitchDirective("dual-channel-replication-enabled", fallback: false) { Traits = DirectiveTraits.Debug });

    public readonly NumberDirective ReplPingReplicaPeriod = table.Add(
        new NumberDirective("repl-ping-replica-period", 10, 1, int.MaxValue) { Alias = "repl-ping-slave-period" });

    public readonly NumberDirective ReplTimeout = table.Add(new NumberDirective("repl-timeout", 60, 1, int.MaxValue));

    public readonly SwitchDirective ReplDisableTcpNodelay = table.Add(
        new SwitchDirective("repl-disable-tcp-nodelay", fallback: false));

    public readonly SwitchDirective ReplMptcp = table.Add(
        new SwitchDirective("repl-mptcp", fallback: false) { Traits = DirectiveTraits.Immutable });

    public readonly MemoryDirective ReplBacklogSize = table.Add(
        new MemoryDirective("repl-backlog-size", 10_485_760, 1, long.MaxValue) { AtLeast = 16 << 10 });

    public readonly NumberDirective ReplBacklogTtl = table.Add(
        new NumberDirective("repl-backlog-ttl", 3600, 0, long.MaxValue));

    public readonly NumberDirective MinReplicasToWrite = table.Add(
        new NumberDirective("min-replicas-to-write", 0, 0, int.MaxValue) { Alias = "min-slaves-to-write" });

    public readonly NumberDirective MinReplicasMaxLag = table.Add(
        new NumberDirective("min-replicas-max-lag", 10, 0, int.MaxValue) { Alias = "min-slaves-max-lag" });

    public readonly ChoiceDirective<PropagationErrors> PropagationErrorBehavior = table.Add(
        new ChoiceDirective<PropagationErrors>(
            "propagation-error-behavior", PropagationErrors.Ignore, ("ignore", PropagationErrors.Ignore),
            ("panic", PropagationErrors.Panic), ("panic-on-replicas", PropagationErrors.PanicOnReplicas)));
}
