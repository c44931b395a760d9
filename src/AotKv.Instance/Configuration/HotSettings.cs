namespace AotKv.Instance.Configuration;

/// <summary>
/// The values that the request path reads, as plain fields. Part of a <see cref="Settings"/> and as immutable.
/// The units are the directives' own; sizes are bytes.
/// </summary>
public sealed class HotSettings(Settings settings)
{
    public readonly long Timeout = settings.Timeout;
    public readonly long TcpKeepalive = settings.TcpKeepalive;
    public readonly long PrefetchBatchMaxSize = settings.PrefetchBatchMaxSize;
    public readonly long Hz = settings.Hz;
    public readonly long MaxClients = settings.MaxClients;
    public readonly long MaxMemoryClients = settings.MaxMemoryClients;
    public readonly OutputBufferLimits OutputBufferLimits = settings.OutputBufferLimits;
    public readonly long ClientQueryBufferLimit = settings.ClientQueryBufferLimit;
    public readonly long ProtoMaxBulkLen = settings.ProtoMaxBulkLen;
    public readonly long TrackingTableMaxKeys = settings.TrackingTableMaxKeys;
    public readonly long BusyReplyThreshold = settings.BusyReplyThreshold;
    public readonly bool ImportMode = settings.ImportMode;
    public readonly long Databases = settings.Databases;
    public readonly long MaxMemory = settings.MaxMemory;
    public readonly MaxMemoryPolicy MaxMemoryPolicy = settings.MaxMemoryPolicy;
    public readonly long MaxMemorySamples = settings.MaxMemorySamples;
    public readonly long LfuLogFactor = settings.LfuLogFactor;
    public readonly long LfuDecayTime = settings.LfuDecayTime;
    public readonly long ActiveExpireEffort = settings.ActiveExpireEffort;
    public readonly bool LazyEviction = settings.LazyEviction;
    public readonly bool LazyExpire = settings.LazyExpire;
    public readonly bool LazyServerDel = settings.LazyServerDel;
    public readonly bool LazyUserDel = settings.LazyUserDel;
    public readonly bool LazyUserFlush = settings.LazyUserFlush;
    public readonly long HashMaxListpackEntries = settings.HashMaxListpackEntries;
    public readonly long HashMaxListpackValue = settings.HashMaxListpackValue;
    public readonly long ListMaxListpackSize = settings.ListMaxListpackSize;
    public readonly long ListCompressDepth = settings.ListCompressDepth;
    public readonly long SetMaxIntsetEntries = settings.SetMaxIntsetEntries;
    public readonly long SetMaxListpackEntries = settings.SetMaxListpackEntries;
    public readonly long SetMaxListpackValue = settings.SetMaxListpackValue;
    public readonly long ZsetMaxListpackEntries = settings.ZsetMaxListpackEntries;
    public readonly long ZsetMaxListpackValue = settings.ZsetMaxListpackValue;
    public readonly long HllSparseMaxBytes = settings.HllSparseMaxBytes;
    public readonly long StreamNodeMaxBytes = settings.StreamNodeMaxBytes;
    public readonly long StreamNodeMaxEntries = settings.StreamNodeMaxEntries;
    public readonly bool StopWritesOnBgsaveError = settings.StopWritesOnBgsaveError;
    public readonly bool AppendOnly = settings.AppendOnly;
    public readonly AppendFsync AppendFsync = settings.AppendFsync;
    public readonly bool ReplicaServeStaleData = settings.ReplicaServeStaleData;
    public readonly bool ReplicaReadOnly = settings.ReplicaReadOnly;
    public readonly long MinReplicasToWrite = settings.MinReplicasToWrite;
    public readonly long MinReplicasMaxLag = settings.MinReplicasMaxLag;
    public readonly long CommandlogExecutionSlowerThan = settings.CommandlogExecutionSlowerThan;
    public readonly long CommandlogRequestLargerThan = settings.CommandlogRequestLargerThan;
    public readonly long CommandlogReplyLargerThan = settings.CommandlogReplyLargerThan;
    public readonly long LatencyMonitorThreshold = settings.LatencyMonitorThreshold;
    public readonly bool LatencyTracking = settings.LatencyTracking;
}
