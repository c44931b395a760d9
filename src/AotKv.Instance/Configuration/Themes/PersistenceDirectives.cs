namespace AotKv.Instance.Configuration;

/// <summary>RDB and AOF files, and loading them.</summary>
public sealed class PersistenceDirectives(DirectiveTable table, ConfigurationDefaults defaults)
{
    public readonly DirectoryDirective Directory = table.Add(
        new DirectoryDirective("dir", defaults.Directory)
        {
            Traits = DirectiveTraits.Protected | DirectiveTraits.DeniedWhileLoading,
        });

    public readonly SaveDirective SavePoints = table.Add(
        new SaveDirective("save", new(3600, 1), new(300, 100), new(60, 10000))
        {
            Traits = DirectiveTraits.SeveralWords,
        });

    public readonly TextDirective DbFileName = table.Add(
        new TextDirective("dbfilename", "dump.rdb")
        {
            Refusal = Refusals.NotADbFileName,
            Traits = DirectiveTraits.Protected,
        });

    public readonly SwitchDirective RdbCompression = table.Add(new SwitchDirective("rdbcompression", fallback: true));

    public readonly SwitchDirective RdbChecksum = table.Add(
        new SwitchDirective("rdbchecksum", fallback: true) { Traits = DirectiveTraits.Immutable });

    public readonly ChoiceDirective<RdbVersionCheck> RdbVersionCheckChoice = table.Add(
        new ChoiceDirective<RdbVersionCheck>(
            "rdb-version-check", RdbVersionCheck.Strict, ("strict", RdbVersionCheck.Strict),
            ("relaxed", RdbVersionCheck.Relaxed)));

    public readonly ChoiceDirective<SanitizePayload> SanitizeDumpPayload = table.Add(
        new ChoiceDirective<SanitizePayload>(
            "sanitize-dump-payload", SanitizePayload.No, ("no", SanitizePayload.No), ("yes", SanitizePayload.Yes),
            ("clients", SanitizePayload.Clients))
        {
            Traits = DirectiveTraits.Debug,
        });

    public readonly SwitchDirective StopWritesOnBgsaveError = table.Add(
        new SwitchDirective("stop-writes-on-bgsave-error", fallback: true));

    public readonly SwitchDirective RdbDelSyncFiles = table.Add(
        new SwitchDirective("rdb-del-sync-files", fallback: false));

    public readonly SwitchDirective RdbSaveIncrementalFsync = table.Add(
        new SwitchDirective("rdb-save-incremental-fsync", fallback: true));

    public readonly NumberDirective RdbKeySaveDelay = table.Add(
        new NumberDirective("rdb-key-save-delay", 0, int.MinValue, int.MaxValue) { Traits = DirectiveTraits.Hidden });

    public readonly NumberDirective KeyLoadDelay = table.Add(
        new NumberDirective("key-load-delay", 0, int.MinValue, int.MaxValue) { Traits = DirectiveTraits.Hidden });

    public readonly NumberDirective LoadingProcessEventsIntervalBytes = table.Add(
        new NumberDirective("loading-process-events-interval-bytes", 2_097_152, 1024, int.MaxValue)
        {
            Traits = DirectiveTraits.Hidden,
        });

    public readonly SwitchDirective AppendOnly = table.Add(
        new SwitchDirective("appendonly", fallback: false) { Traits = DirectiveTraits.DeniedWhileLoading });

    public readonly TextDirective AppendFileName = table.Add(
        new TextDirective("appendfilename", "appendonly.aof")
        {
            Refusal = Refusals.NotAnAppendFileName,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly TextDirective AppendDirName = table.Add(
        new TextDirective("appenddirname", "appendonlydir")
        {
            Refusal = Refusals.NotAnAppendDirName,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly ChoiceDirective<AppendFsync> AppendFsyncChoice = table.Add(
        new ChoiceDirective<AppendFsync>(
            "appendfsync", AppendFsync.EverySecond, ("everysec", AppendFsync.EverySecond),
            ("always", AppendFsync.Always), ("no", AppendFsync.Never)));

    public readonly SwitchDirective NoAppendFsyncOnRewrite = table.Add(
        new SwitchDirective("no-appendfsync-on-rewrite", fallback: false));

    public readonly NumberDirective AutoAofRewritePercentage = table.Add(
        new NumberDirective("auto-aof-rewrite-percentage", 100, 0, int.MaxValue));

    public readonly MemoryDirective AutoAofRewriteMinSize = table.Add(
        new MemoryDirective("auto-aof-rewrite-min-size", 67_108_864, 0, long.MaxValue));

    public readonly SwitchDirective AofLoadTruncated = table.Add(
        new SwitchDirective("aof-load-truncated", fallback: true));

    public readonly SwitchDirective AofUseRdbPreamble = table.Add(
        new SwitchDirective("aof-use-rdb-preamble", fallback: true));

    public readonly SwitchDirective AofTimestampEnabled = table.Add(
        new SwitchDirective("aof-timestamp-enabled", fallback: false));

    public readonly SwitchDirective AofRewriteIncrementalFsync = table.Add(
        new SwitchDirective("aof-rewrite-incremental-fsync", fallback: true));

    public readonly SwitchDirective AofDisableAutoGc = table.Add(
        new SwitchDirective("aof-disable-auto-gc", fallback: false) { Traits = DirectiveTraits.Hidden });
}
