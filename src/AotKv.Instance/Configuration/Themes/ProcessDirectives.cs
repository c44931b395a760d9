namespace AotKv.Instance.Configuration;

/// <summary>The process: start and stop, threads, signals, the kernel's view of it.</summary>
public sealed class ProcessDirectives(DirectiveTable table, ConfigurationDefaults defaults)
{
    public readonly SwitchDirective Daemonize = table.Add(
        new SwitchDirective("daemonize", fallback: false) { Traits = DirectiveTraits.Immutable });

    public readonly ChoiceDirective<SupervisedMode> Supervised = table.Add(
        new ChoiceDirective<SupervisedMode>(
            "supervised", SupervisedMode.None, ("upstart", SupervisedMode.Upstart),
            ("systemd", SupervisedMode.Systemd), ("auto", SupervisedMode.Detect), ("no", SupervisedMode.None))
        {
            Traits = DirectiveTraits.Immutable,
        });

    public readonly TextDirective PidFile = table.Add(
        new TextDirective("pidfile", "") { EmptyMeansUnset = true, Traits = DirectiveTraits.Immutable });

    public readonly SwitchDirective AlwaysShowLogo = table.Add(
        new SwitchDirective("always-show-logo", fallback: false) { Traits = DirectiveTraits.Immutable });

    public readonly SwitchDirective SetProcTitle = table.Add(
        new SwitchDirective("set-proc-title", fallback: true) { Traits = DirectiveTraits.Immutable });

    public readonly TextDirective ProcTitleTemplate = table.Add(
        new TextDirective("proc-title-template", "{title} {listen-addr} {server-mode}")
        {
            Refusal = Refusals.NotATitleTemplate,
        });

    public readonly TextDirective LocaleCollate = table.Add(new TextDirective("locale-collate", ""));

    public readonly NumberDirective IoThreads = table.Add(
        new NumberDirective("io-threads", defaults.IoThreads, 1, 256) { Traits = DirectiveTraits.Debug });

    public readonly SwitchDirective IoThreadsAlwaysActive = table.Add(
        new SwitchDirective("io-threads-always-active", fallback: false) { Traits = DirectiveTraits.Hidden });

    public readonly TextDirective ServerCpulist = table.Add(
        new TextDirective("server-cpulist", "")
        {
            Alias = "server_cpulist",
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly TextDirective BioCpulist = table.Add(
        new TextDirective("bio-cpulist", "")
        {
            Alias = "bio_cpulist",
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly TextDirective AofRewriteCpulist = table.Add(
        new TextDirective("aof-rewrite-cpulist", "")
        {
            Alias = "aof_rewrite_cpulist",
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly TextDirective BgsaveCpulist = table.Add(
        new TextDirective("bgsave-cpulist", "")
        {
            Alias = "bgsave_cpulist",
            EmptyMeansUnset = true,
            Traits = DirectiveTraits.Immutable,
        });

    public readonly NumberDirective PrefetchBatchMaxSize = table.Add(
        new NumberDirective("prefetch-batch-max-size", 16, 0, 128));

    public readonly NumberDirective MinIoThreadsAvoidCopyReply = table.Add(
        new NumberDirective("min-io-threads-avoid-copy-reply", 7, 0, int.MaxValue)
        {
            Traits = DirectiveTraits.Hidden,
        });

    public readonly NumberDirective MinStringSizeAvoidCopyReply = table.Add(
        new NumberDirective("min-string-size-avoid-copy-reply", 16384, 0, int.MaxValue)
        {
            Traits = DirectiveTraits.Hidden,
        });

    public readonly NumberDirective MinStringSizeAvoidCopyReplyThreaded = table.Add(
        new NumberDirective("min-string-size-avoid-copy-reply-threaded", 65536, 0, int.MaxValue)
        {
            Traits = DirectiveTraits.Hidden,
        });

    public readonly NumberDirective Hz = table.Add(
        new NumberDirective("hz", 10, 0, int.MaxValue) { Nearest = (1, 500) });

    public readonly SwitchDirective DisableThp = table.Add(
        new SwitchDirective("disable-thp", fallback: true) { Traits = DirectiveTraits.Immutable });

    public readonly SwitchDirective JemallocBackgroundThread = table.Add(
        new SwitchDirective("jemalloc-bg-thread", fallback: true));

    public readonly ChoiceDirective<OomScoreMode> OomScoreModeChoice = table.Add(
        new ChoiceDirective<OomScoreMode>(
            "oom-score-adj", OomScoreMode.No, ("no", OomScoreMode.No), ("yes", OomScoreMode.Relative),
            ("relative", OomScoreMode.Relative), ("absolute", OomScoreMode.Absolute)));

    public readonly OomScoreValuesDirective OomScoreValuesChoice = table.Add(
        new OomScoreValuesDirective("oom-score-adj-values", new OomScoreValues(0, 200, 800))
        {
            Traits = DirectiveTraits.SeveralWords,
        });

    public readonly NumberDirective ShutdownTimeout = table.Add(
        new NumberDirective("shutdown-timeout", 10, 0, int.MaxValue));

    public readonly ShutdownDirective ShutdownOnSigint = table.Add(
        new ShutdownDirective("shutdown-on-sigint") { Traits = DirectiveTraits.SeveralWords });

    public readonly ShutdownDirective ShutdownOnSigterm = table.Add(
        new ShutdownDirective("shutdown-on-sigterm") { Traits = DirectiveTraits.SeveralWords });

    public readonly SwitchDirective CrashLogEnabled = table.Add(
        new SwitchDirective("crash-log-enabled", fallback: true));

    public readonly SwitchDirective CrashMemcheckEnabled = table.Add(
        new SwitchDirective("crash-memcheck-enabled", fallback: true));

    public readonly SwitchDirective UseExitOnPanic = table.Add(
        new SwitchDirective("use-exit-on-panic", fallback: false) { Traits = DirectiveTraits.Hidden });

    public readonly NumberDirective WatchdogPeriod = table.Add(
        new NumberDirective("watchdog-period", 0, 0, int.MaxValue) { Traits = DirectiveTraits.Hidden });

    public readonly TextDirective IgnoreWarnings = table.Add(new TextDirective("ignore-warnings", ""));

    public readonly SwitchDirective ExtendedRedisCompatibility = table.Add(
        new SwitchDirective("extended-redis-compatibility", fallback: false));

    public readonly TextDirective AvailabilityZone = table.Add(new TextDirective("availability-zone", ""));
}
