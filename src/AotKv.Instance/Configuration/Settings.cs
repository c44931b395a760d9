using AotKv.Engine.PubSub;
using AotKv.Instance.Logging;

namespace AotKv.Instance.Configuration;

/// <summary>
/// All values at one instant. Immutable: CONFIG SET makes a new one and publishes it with a single store
/// (<see cref="Configuration.Current"/>); a core reads that once per loop turn and then only plain fields.
/// What a command may read for each request is also copied into the plain fields of <see cref="Hot"/>.
/// </summary>
public sealed class Settings
{
    readonly DirectiveTable table;
    readonly object[] values;

    internal Settings(DirectiveTable table, object[] values)
    {
        this.table = table;
        this.values = values;
        Hot = new HotSettings(this);
    }

    /// <summary>What may be read for each request, as plain fields.</summary>
    public HotSettings Hot { get; }

    /// <summary>The value of any directive, such as one that has no property here.</summary>
    public T Of<T>(Directive<T> directive)
        where T : notnull => (T)values[directive.Index];

    /// <summary>The value as CONFIG GET shows it.</summary>
    public string Show(Directive directive) => directive.ShowBoxed(values[directive.Index]);

    internal object Boxed(Directive directive) => values[directive.Index];

    internal object[] CopyValues() => (object[])values.Clone();

    internal Settings With(object[] newValues) => new(table, newValues);

    // Sizes above the signed range mean "as much as there is".
    static long Saturate(long bits) => bits < 0 ? long.MaxValue : bits;

    // Listening, sockets and connections.
    public IReadOnlyList<string> Bind => Of(table.Network.Bind);
    public string BindSourceAddr => Of(table.Network.BindSourceAddr);
    public long Port => Of(table.Network.Port);
    public long MetricsPort => Of(table.Network.MetricsPort);
    public long TcpBacklog => Of(table.Network.TcpBacklog);
    public string UnixSocket => Of(table.Network.UnixSocket);
    public string UnixSocketGroup => Of(table.Network.UnixSocketGroup);
    public int UnixSocketPermissions => Of(table.Network.UnixSocketPermissions);
    public long Timeout => Of(table.Network.Timeout);
    public long TcpKeepalive => Of(table.Network.TcpKeepalive);
    public bool ProtectedMode => Of(table.Network.ProtectedMode);
    public NetworkBackend NetworkBackend => Of(table.Network.NetworkBackendChoice);
    public long StandInCommands => Of(table.Network.StandInCommands);
    public bool Mptcp => Of(table.Network.Mptcp);
    public long SocketMarkId => Of(table.Network.SocketMarkId);
    public long MaxNewConnectionsPerCycle => Of(table.Network.MaxNewConnectionsPerCycle);
    public long MaxNewTlsConnectionsPerCycle => Of(table.Network.MaxNewTlsConnectionsPerCycle);
    public IReadOnlyList<string> RdmaBind => Of(table.Network.RdmaBind);
    public long RdmaPort => Of(table.Network.RdmaPort);
    public long RdmaRxSize => Of(table.Network.RdmaRxSize);
    public long RdmaCompletionVector => Of(table.Network.RdmaCompletionVector);

    // TLS: ports, certificates, ciphers, sessions.
    public long TlsPort => Of(table.Tls.TlsPort);
    public string TlsCertFile => Of(table.Tls.TlsCertFile);
    public string TlsKeyFile => Of(table.Tls.TlsKeyFile);
    public string TlsKeyFilePass => Of(table.Tls.TlsKeyFilePass);
    public string TlsClientCertFile => Of(table.Tls.TlsClientCertFile);
    public string TlsClientKeyFile => Of(table.Tls.TlsClientKeyFile);
    public string TlsClientKeyFilePass => Of(table.Tls.TlsClientKeyFilePass);
    public string TlsDhParamsFile => Of(table.Tls.TlsDhParamsFile);
    public string TlsCaCertFile => Of(table.Tls.TlsCaCertFile);
    public string TlsCaCertDir => Of(table.Tls.TlsCaCertDir);
    public TlsClientAuthentication TlsAuthClients => Of(table.Tls.TlsAuthClients);
    public TlsUserField TlsAuthClientsUser => Of(table.Tls.TlsAuthClientsUser);
    public bool TlsReplication => Of(table.Tls.TlsReplication);
    public bool TlsCluster => Of(table.Tls.TlsCluster);
    public string TlsProtocols => Of(table.Tls.TlsProtocols);
    public string TlsCiphers => Of(table.Tls.TlsCiphers);
    public string TlsCiphersuites => Of(table.Tls.TlsCiphersuites);
    public bool TlsPreferServerCiphers => Of(table.Tls.TlsPreferServerCiphers);
    public bool TlsSessionCaching => Of(table.Tls.TlsSessionCaching);
    public long TlsSessionCacheSize => Of(table.Tls.TlsSessionCacheSize);
    public long TlsSessionCacheTimeout => Of(table.Tls.TlsSessionCacheTimeout);
    public long TlsAutoReloadInterval => Of(table.Tls.TlsAutoReloadInterval);

    // The process: start and stop, threads, signals, the kernel's view of it.
    public bool Daemonize => Of(table.Process.Daemonize);
    public SupervisedMode Supervised => Of(table.Process.Supervised);
    public string PidFile => Of(table.Process.PidFile);
    public bool AlwaysShowLogo => Of(table.Process.AlwaysShowLogo);
    public bool SetProcTitle => Of(table.Process.SetProcTitle);
    public string ProcTitleTemplate => Of(table.Process.ProcTitleTemplate);
    public string LocaleCollate => Of(table.Process.LocaleCollate);
    public long IoThreads => Of(table.Process.IoThreads);
    public bool IoThreadsAlwaysActive => Of(table.Process.IoThreadsAlwaysActive);
    public string ServerCpulist => Of(table.Process.ServerCpulist);
    public string BioCpulist => Of(table.Process.BioCpulist);
    public string AofRewriteCpulist => Of(table.Process.AofRewriteCpulist);
    public string BgsaveCpulist => Of(table.Process.BgsaveCpulist);
    public long PrefetchBatchMaxSize => Of(table.Process.PrefetchBatchMaxSize);
    public long MinIoThreadsAvoidCopyReply => Of(table.Process.MinIoThreadsAvoidCopyReply);
    public long MinStringSizeAvoidCopyReply => Of(table.Process.MinStringSizeAvoidCopyReply);
    public long MinStringSizeAvoidCopyReplyThreaded => Of(table.Process.MinStringSizeAvoidCopyReplyThreaded);
    public long Hz => Of(table.Process.Hz);
    public bool DisableThp => Of(table.Process.DisableThp);
    public bool JemallocBackgroundThread => Of(table.Process.JemallocBackgroundThread);
    public OomScoreMode OomScoreMode => Of(table.Process.OomScoreModeChoice);
    public OomScoreValues OomScoreValues => Of(table.Process.OomScoreValuesChoice);
    public long ShutdownTimeout => Of(table.Process.ShutdownTimeout);
    public ShutdownOptions ShutdownOnSigint => Of(table.Process.ShutdownOnSigint);
    public ShutdownOptions ShutdownOnSigterm => Of(table.Process.ShutdownOnSigterm);
    public bool CrashLogEnabled => Of(table.Process.CrashLogEnabled);
    public bool CrashMemcheckEnabled => Of(table.Process.CrashMemcheckEnabled);
    public bool UseExitOnPanic => Of(table.Process.UseExitOnPanic);
    public long WatchdogPeriod => Of(table.Process.WatchdogPeriod);
    public string IgnoreWarnings => Of(table.Process.IgnoreWarnings);
    public bool ExtendedRedisCompatibility => Of(table.Process.ExtendedRedisCompatibility);
    public string AvailabilityZone => Of(table.Process.AvailabilityZone);

    // The log: where, what and how.
    public LogLevel LogLevel => Of(table.Log.LogLevelChoice);
    public string LogFile => Of(table.Log.LogFile);
    public LogFormat LogFormat => Of(table.Log.LogFormatChoice);
    public LogTimestampFormat LogTimestampFormat => Of(table.Log.LogTimestampFormatChoice);
    public bool SyslogEnabled => Of(table.Log.SyslogEnabled);
    public string SyslogIdent => Of(table.Log.SyslogIdent);
    public SyslogFacility SyslogFacility => Of(table.Log.SyslogFacilityChoice);
    public bool HideUserDataFromLog => Of(table.Log.HideUserDataFromLog);

    // Passwords, ACL, and what is refused by default.
    public string RequirePassword => Of(table.Security.RequirePassword);
    public string AclFile => Of(table.Security.AclFile);
    public long AclLogMaxLen => Of(table.Security.AclLogMaxLen);
    public ChannelDefault AclPubsubDefault => Of(table.Security.AclPubsubDefault);
    public AllowedFrom EnableProtectedConfigs => Of(table.Security.EnableProtectedConfigs);
    public AllowedFrom EnableDebugCommand => Of(table.Security.EnableDebugCommand);
    public AllowedFrom EnableModuleCommand => Of(table.Security.EnableModuleCommand);
    public bool LuaEnableInsecureApi => Of(table.Security.LuaEnableInsecureApi);
    public bool EnableDebugAssert => Of(table.Security.EnableDebugAssert);
    public string DebugContext => Of(table.Security.DebugContext);

    // Limits on what clients may use.
    public long MaxClients => Of(table.Client.MaxClients);
    public long MaxMemoryClients => Of(table.Client.MaxMemoryClients);
    public OutputBufferLimits OutputBufferLimits => Of(table.Client.OutputBufferLimitsChoice);
    public long ClientQueryBufferLimit => Of(table.Client.ClientQueryBufferLimit);
    public long ProtoMaxBulkLen => Of(table.Client.ProtoMaxBulkLen);
    public long TrackingTableMaxKeys => Of(table.Client.TrackingTableMaxKeys);
    public long BusyReplyThreshold => Of(table.Client.BusyReplyThreshold);
    public bool ImportMode => Of(table.Client.ImportMode);
    public long ClientDefaultResp => Of(table.Client.ClientDefaultResp);
    public string ReqResLogfile => Of(table.Client.ReqResLogfile);

    // The keyspace: databases, limits, eviction, expiry, freeing, defragmentation.
    public long Databases => Of(table.Memory.Databases);
    public long MaxMemory => Saturate(Of(table.Memory.MaxMemory));
    public MaxMemoryPolicy MaxMemoryPolicy => Of(table.Memory.MaxMemoryPolicyChoice);
    public long MaxMemorySamples => Of(table.Memory.MaxMemorySamples);
    public long MaxMemoryEvictionTenacity => Of(table.Memory.MaxMemoryEvictionTenacity);
    public long LfuLogFactor => Of(table.Memory.LfuLogFactor);
    public long LfuDecayTime => Of(table.Memory.LfuDecayTime);
    public long ActiveExpireEffort => Of(table.Memory.ActiveExpireEffort);
    public bool LazyEviction => Of(table.Memory.LazyEviction);
    public bool LazyExpire => Of(table.Memory.LazyExpire);
    public bool LazyServerDel => Of(table.Memory.LazyServerDel);
    public bool LazyUserDel => Of(table.Memory.LazyUserDel);
    public bool LazyUserFlush => Of(table.Memory.LazyUserFlush);
    public bool ActiveRehashing => Of(table.Memory.ActiveRehashing);
    public string HashSeed => Of(table.Memory.HashSeed);
    public bool ActiveDefrag => Of(table.Memory.ActiveDefrag);
    public long ActiveDefragIgnoreBytes => Of(table.Memory.ActiveDefragIgnoreBytes);
    public long ActiveDefragThresholdLower => Of(table.Memory.ActiveDefragThresholdLower);
    public long ActiveDefragThresholdUpper => Of(table.Memory.ActiveDefragThresholdUpper);
    public long ActiveDefragCycleMin => Of(table.Memory.ActiveDefragCycleMin);
    public long ActiveDefragCycleMax => Of(table.Memory.ActiveDefragCycleMax);
    public long ActiveDefragCycleUs => Of(table.Memory.ActiveDefragCycleUs);
    public long ActiveDefragMaxScanFields => Of(table.Memory.ActiveDefragMaxScanFields);

    // When a small collection stops being one compact block.
    public long HashMaxListpackEntries => Of(table.Encoding.HashMaxListpackEntries);
    public long HashMaxListpackValue => Of(table.Encoding.HashMaxListpackValue);
    public long ListMaxListpackSize => Of(table.Encoding.ListMaxListpackSize);
    public long ListCompressDepth => Of(table.Encoding.ListCompressDepth);
    public long SetMaxIntsetEntries => Of(table.Encoding.SetMaxIntsetEntries);
    public long SetMaxListpackEntries => Of(table.Encoding.SetMaxListpackEntries);
    public long SetMaxListpackValue => Of(table.Encoding.SetMaxListpackValue);
    public long ZsetMaxListpackEntries => Of(table.Encoding.ZsetMaxListpackEntries);
    public long ZsetMaxListpackValue => Of(table.Encoding.ZsetMaxListpackValue);
    public long HllSparseMaxBytes => Of(table.Encoding.HllSparseMaxBytes);
    public long StreamNodeMaxBytes => Of(table.Encoding.StreamNodeMaxBytes);
    public long StreamNodeMaxEntries => Of(table.Encoding.StreamNodeMaxEntries);

    // RDB and AOF files, and loading them.
    public string Directory => Of(table.Persistence.Directory);
    public IReadOnlyList<SavePoint> SavePoints => Of(table.Persistence.SavePoints);
    public string DbFileName => Of(table.Persistence.DbFileName);
    public bool RdbCompression => Of(table.Persistence.RdbCompression);
    public bool RdbChecksum => Of(table.Persistence.RdbChecksum);
    public RdbVersionCheck RdbVersionCheck => Of(table.Persistence.RdbVersionCheckChoice);
    public SanitizePayload SanitizeDumpPayload => Of(table.Persistence.SanitizeDumpPayload);
    public bool StopWritesOnBgsaveError => Of(table.Persistence.StopWritesOnBgsaveError);
    public bool RdbDelSyncFiles => Of(table.Persistence.RdbDelSyncFiles);
    public bool RdbSaveIncrementalFsync => Of(table.Persistence.RdbSaveIncrementalFsync);
    public long RdbKeySaveDelay => Of(table.Persistence.RdbKeySaveDelay);
    public long KeyLoadDelay => Of(table.Persistence.KeyLoadDelay);
    public long LoadingProcessEventsIntervalBytes => Of(table.Persistence.LoadingProcessEventsIntervalBytes);
    public bool AppendOnly => Of(table.Persistence.AppendOnly);
    public string AppendFileName => Of(table.Persistence.AppendFileName);
    public string AppendDirName => Of(table.Persistence.AppendDirName);
    public AppendFsync AppendFsync => Of(table.Persistence.AppendFsyncChoice);
    public bool NoAppendFsyncOnRewrite => Of(table.Persistence.NoAppendFsyncOnRewrite);
    public long AutoAofRewritePercentage => Of(table.Persistence.AutoAofRewritePercentage);
    public long AutoAofRewriteMinSize => Of(table.Persistence.AutoAofRewriteMinSize);
    public bool AofLoadTruncated => Of(table.Persistence.AofLoadTruncated);
    public bool AofUseRdbPreamble => Of(table.Persistence.AofUseRdbPreamble);
    public bool AofTimestampEnabled => Of(table.Persistence.AofTimestampEnabled);
    public bool AofRewriteIncrementalFsync => Of(table.Persistence.AofRewriteIncrementalFsync);
    public bool AofDisableAutoGc => Of(table.Persistence.AofDisableAutoGc);

    // Being a replica, and having some.
    public PrimaryEndpoint ReplicaOf => Of(table.Replication.ReplicaOf);
    public string PrimaryPassword => Of(table.Replication.PrimaryPassword);
    public string PrimaryUser => Of(table.Replication.PrimaryUser);
    public bool ReplicaServeStaleData => Of(table.Replication.ReplicaServeStaleData);
    public bool ReplicaReadOnly => Of(table.Replication.ReplicaReadOnly);
    public long ReplicaPriority => Of(table.Replication.ReplicaPriority);
    public bool ReplicaAnnounced => Of(table.Replication.ReplicaAnnounced);
    public string ReplicaAnnounceIp => Of(table.Replication.ReplicaAnnounceIp);
    public long ReplicaAnnouncePort => Of(table.Replication.ReplicaAnnouncePort);
    public bool ReplicaIgnoreMaxMemory => Of(table.Replication.ReplicaIgnoreMaxMemory);
    public bool ReplicaIgnoreDiskWriteErrors => Of(table.Replication.ReplicaIgnoreDiskWriteErrors);
    public bool ReplicaLazyFlush => Of(table.Replication.ReplicaLazyFlush);
    public bool ReplDisklessSync => Of(table.Replication.ReplDisklessSync);
    public long ReplDisklessSyncDelay => Of(table.Replication.ReplDisklessSyncDelay);
    public long ReplDisklessSyncMaxReplicas => Of(table.Replication.ReplDisklessSyncMaxReplicas);
    public DisklessLoad ReplDisklessLoad => Of(table.Replication.ReplDisklessLoad);
    public bool DualChannelReplicationEnabled => Of(table.Replication.DualChannelReplicationEnabled);
    public long ReplPingReplicaPeriod => Of(table.Replication.ReplPingReplicaPeriod);
    public long ReplTimeout => Of(table.Replication.ReplTimeout);
    public bool ReplDisableTcpNodelay => Of(table.Replication.ReplDisableTcpNodelay);
    public bool ReplMptcp => Of(table.Replication.ReplMptcp);
    public long ReplBacklogSize => Of(table.Replication.ReplBacklogSize);
    public long ReplBacklogTtl => Of(table.Replication.ReplBacklogTtl);
    public long MinReplicasToWrite => Of(table.Replication.MinReplicasToWrite);
    public long MinReplicasMaxLag => Of(table.Replication.MinReplicasMaxLag);
    public PropagationErrors PropagationErrorBehavior => Of(table.Replication.PropagationErrorBehavior);

    // Cluster mode and slot migration.
    public bool ClusterEnabled => Of(table.Cluster.ClusterEnabled);
    public string ClusterConfigFile => Of(table.Cluster.ClusterConfigFile);
    public ClusterFileSaving ClusterConfigSaveBehavior => Of(table.Cluster.ClusterConfigSaveBehavior);
    public long ClusterDatabases => Of(table.Cluster.ClusterDatabases);
    public long ClusterPort => Of(table.Cluster.ClusterPort);
    public long ClusterNodeTimeout => Of(table.Cluster.ClusterNodeTimeout);
    public long ClusterPingInterval => Of(table.Cluster.ClusterPingInterval);
    public long ClusterReplicaValidityFactor => Of(table.Cluster.ClusterReplicaValidityFactor);
    public bool ClusterReplicaNoFailover => Of(table.Cluster.ClusterReplicaNoFailover);
    public long ClusterManualFailoverTimeout => Of(table.Cluster.ClusterManualFailoverTimeout);
    public long ClusterMigrationBarrier => Of(table.Cluster.ClusterMigrationBarrier);
    public bool ClusterAllowReplicaMigration => Of(table.Cluster.ClusterAllowReplicaMigration);
    public bool ClusterRequireFullCoverage => Of(table.Cluster.ClusterRequireFullCoverage);
    public bool ClusterAllowReadsWhenDown => Of(table.Cluster.ClusterAllowReadsWhenDown);
    public bool ClusterAllowPubsubshardWhenDown => Of(table.Cluster.ClusterAllowPubsubshardWhenDown);
    public EndpointType ClusterPreferredEndpointType => Of(table.Cluster.ClusterPreferredEndpointType);
    public string ClusterAnnounceIp => Of(table.Cluster.ClusterAnnounceIp);
    public long ClusterAnnouncePort => Of(table.Cluster.ClusterAnnouncePort);
    public long ClusterAnnounceTlsPort => Of(table.Cluster.ClusterAnnounceTlsPort);
    public long ClusterAnnounceBusPort => Of(table.Cluster.ClusterAnnounceBusPort);
    public string ClusterAnnounceClientIpv4 => Of(table.Cluster.ClusterAnnounceClientIpv4);
    public string ClusterAnnounceClientIpv6 => Of(table.Cluster.ClusterAnnounceClientIpv6);
    public long ClusterAnnounceClientPort => Of(table.Cluster.ClusterAnnounceClientPort);
    public long ClusterAnnounceClientTlsPort => Of(table.Cluster.ClusterAnnounceClientTlsPort);
    public string ClusterAnnounceHostname => Of(table.Cluster.ClusterAnnounceHostname);
    public string ClusterAnnounceHumanNodename => Of(table.Cluster.ClusterAnnounceHumanNodename);
    public long ClusterLinkSendbufLimit => Saturate(Of(table.Cluster.ClusterLinkSendbufLimit));
    public long ClusterBlacklistTtl => Saturate(Of(table.Cluster.ClusterBlacklistTtl));
    public long ClusterMessageGossipPerc => Of(table.Cluster.ClusterMessageGossipPerc);
    public bool ClusterSlotStatsEnabled => Of(table.Cluster.ClusterSlotStatsEnabled);
    public long ClusterSlotMigrationLogMaxLen => Of(table.Cluster.ClusterSlotMigrationLogMaxLen);
    public long SlotMigrationMaxFailoverReplBytes => Of(table.Cluster.SlotMigrationMaxFailoverReplBytes);

    // The command logs, latency, keyspace events.
    public long CommandlogExecutionSlowerThan => Of(table.Observation.CommandlogExecutionSlowerThan);
    public long CommandlogSlowExecutionMaxLen => Of(table.Observation.CommandlogSlowExecutionMaxLen);
    public long CommandlogRequestLargerThan => Of(table.Observation.CommandlogRequestLargerThan);
    public long CommandlogLargeRequestMaxLen => Of(table.Observation.CommandlogLargeRequestMaxLen);
    public long CommandlogReplyLargerThan => Of(table.Observation.CommandlogReplyLargerThan);
    public long CommandlogLargeReplyMaxLen => Of(table.Observation.CommandlogLargeReplyMaxLen);
    public long LatencyMonitorThreshold => Of(table.Observation.LatencyMonitorThreshold);
    public bool LatencyTracking => Of(table.Observation.LatencyTracking);
    public IReadOnlyList<double> LatencyTrackingInfoPercentiles =>
        Of(table.Observation.LatencyTrackingInfoPercentiles);
    public KeyspaceEvents NotifyKeyspaceEvents => Of(table.Observation.NotifyKeyspaceEvents);
}
