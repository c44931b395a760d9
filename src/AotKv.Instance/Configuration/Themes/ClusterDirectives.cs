namespace AotKv.Instance.Configuration;

/// <summary>Cluster mode and slot migration.</summary>
public sealed class ClusterDirectives(DirectiveTable table)
{
    public readonly SwitchDirective ClusterEnabled = table.Add(
        new SwitchDirective("cluster-enabled", fallback: false) { Traits = DirectiveTraits.Immutable });

    public readonly TextDirective ClusterConfigFile = table.Add(
        new TextDirective("cluster-config-file", "nodes.conf")
        {
            Refusal = Refusals.EmptyClusterFile,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly ChoiceDirective<ClusterFileSaving> ClusterConfigSaveBehavior = table.Add(
        new ChoiceDirective<ClusterFileSaving>(
            "cluster-config-save-behavior", ClusterFileSaving.Sync, ("sync", ClusterFileSaving.Sync),
            ("best-effort", ClusterFileSaving.BestEffort)));

    public readonly NumberDirective ClusterDatabases = table.Add(
        new NumberDirective("cluster-databases", 1, 1, int.MaxValue) { Traits = DirectiveTraits.Immutable });

    public readonly NumberDirective ClusterPort = table.Add(
        new NumberDirective("cluster-port", 0, 0, 65535) { Traits = DirectiveTraits.Immutable });

    public readonly NumberDirective ClusterNodeTimeout = table.Add(
        new NumberDirective("cluster-node-timeout", 15000, 0, long.MaxValue));

    public readonly NumberDirective ClusterPingInterval = table.Add(
        new NumberDirective("cluster-ping-interval", 0, 0, long.MaxValue) { Traits = DirectiveTraits.Hidden });

    public readonly NumberDirective ClusterReplicaValidityFactor = table.Add(
        new NumberDirective("cluster-replica-validity-factor", 10, 0, int.MaxValue)
        {
            Alias = "cluster-slave-validity-factor",
        });

    public readonly SwitchDirective ClusterReplicaNoFailover = table.Add(
        new SwitchDirective("cluster-replica-no-failover", fallback: false) { Alias = "cluster-slave-no-failover" });

    public readonly NumberDirective ClusterManualFailoverTimeout = table.Add(
        new NumberDirective("cluster-manual-failover-timeout", 5000, 1, int.MaxValue));

    public readonly NumberDirective ClusterMigrationBarrier = table.Add(
        new NumberDirective("cluster-migration-barrier", 1, 0, int.MaxValue));

    public readonly SwitchDirective ClusterAllowReplicaMigration = table.Add(
        new SwitchDirective("cluster-allow-replica-migration", fallback: true));

    public readonly SwitchDirective ClusterRequireFullCoverage = table.Add(
        new SwitchDirective("cluster-require-full-coverage", fallback: true));

    public readonly SwitchDirective ClusterAllowReadsWhenDown = table.Add(
        new SwitchDirective("cluster-allow-reads-when-down", fallback: false));

    public readonly SwitchDirective ClusterAllowPubsubshardWhenDown = table.Add(
        new SwitchDirective("cluster-allow-pubsubshard-when-down", fallback: true));

    public readonly ChoiceDirective<EndpointType> ClusterPreferredEndpointType = table.Add(
        new ChoiceDirective<EndpointType>(
            "cluster-preferred-endpoint-type", EndpointType.Ip, ("ip", EndpointType.Ip),
            ("hostname", EndpointType.HostName), ("unknown-endpoint", EndpointType.Unknown)));

    public readonly TextDirective ClusterAnnounceIp = table.Add(
        new TextDirective("cluster-announce-ip", "") { EmptyMeansUnset = true });

    public readonly NumberDirective ClusterAnnouncePort = table.Add(
        new NumberDirective("cluster-announce-port", 0, 0, 65535));

    public readonly NumberDirective ClusterAnnounceTlsPort = table.Add(
        new NumberDirective("cluster-announce-tls-port", 0, 0, 65535));

    public readonly NumberDirective ClusterAnnounceBusPort = table.Add(
        new NumberDirective("cluster-announce-bus-port", 0, 0, 65535));

    public readonly TextDirective ClusterAnnounceClientIpv4 = table.Add(
        new TextDirective("cluster-announce-client-ipv4", "") { Refusal = Refusals.NotIpV4, EmptyMeansUnset = true });

    public readonly TextDirective ClusterAnnounceClientIpv6 = table.Add(
        new TextDirective("cluster-announce-client-ipv6", "") { Refusal = Refusals.NotIpV6, EmptyMeansUnset = true });

    public readonly NumberDirective ClusterAnnounceClientPort = table.Add(
        new NumberDirective("cluster-announce-client-port", 0, 0, 65535));

    public readonly NumberDirective ClusterAnnounceClientTlsPort = table.Add(
        new NumberDirective("cluster-announce-client-tls-port", 0, 0, 65535));

    public readonly TextDirective ClusterAnnounceHostname = table.Add(
        new TextDirective("cluster-announce-hostname", "")
        {
            Refusal = Refusals.NotAHostName,
            EmptyMeansUnset = true,
        });

    public readonly TextDirective ClusterAnnounceHumanNodename = table.Add(
        new TextDirective("cluster-announce-human-nodename", "")
        {
            Refusal = Refusals.NotANodeName,
            EmptyMeansUnset = true,
        });

    public readonly MemoryDirective ClusterLinkSendbufLimit = table.Add(
        new MemoryDirective("cluster-link-sendbuf-limit", 0, 0, -1) { IsUnsigned = true });

    public readonly NumberDirective ClusterBlacklistTtl = table.Add(
        new NumberDirective("cluster-blacklist-ttl", 60, 0, -1) { IsUnsigned = true });

    public readonly NumberDirective ClusterMessageGossipPerc = table.Add(
        new NumberDirective("cluster-message-gossip-perc", 10, 1, 100) { Traits = DirectiveTraits.Hidden });

    public readonly SwitchDirective ClusterSlotStatsEnabled = table.Add(
        new SwitchDirective("cluster-slot-stats-enabled", fallback: false));

    public readonly NumberDirective ClusterSlotMigrationLogMaxLen = table.Add(
        new NumberDirective("cluster-slot-migration-log-max-len", 1000, 0, long.MaxValue) { IsUnsigned = true });

    public readonly MemoryDirective SlotMigrationMaxFailoverReplBytes = table.Add(
        new MemoryDirective("slot-migration-max-failover-repl-bytes", 0, -1, long.MaxValue) { TakesNegative = true });
}
