using AotKv.Commands;
using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;
using AotKv.Server.CommandLine;

namespace AotKv.Server;

/// <summary>The only place where things are wired together.</summary>
static class Program
{
    static int Main(string[] arguments)
    {
        var executable = Environment.GetCommandLineArgs()[0];
        var command = new ServerCommandLine().Read(executable, arguments);
        switch (command.Action)
        {
            case ServerAction.ShowVersion:
                Console.Out.Write(ServerTexts.Version(BuildFacts.Version, BuildFacts.Commit, BuildFacts.BuildId));
                return 0;
            case ServerAction.ShowHelp:
                Console.Error.Write(ServerTexts.Help);
                return 1;
            case ServerAction.Run:
                return Run(executable, command);
            default:
                Console.Error.Write(command.Complaint);
                return 1;
        }
    }

    static int Run(string executable, ServerArguments command)
    {
        var clock = new LinuxClock();
        var entropy = new LinuxEntropy();
        var sink = new LogFileSink();
        var log = new ServerLog(
            sink, clock, TimeZoneInfo.Local, Environment.ProcessId,
            new(LogLevel.Notice, LogFormat.Legacy, LogTimestampFormat.Legacy));
        var files = new ConfigurationFileSystem();
        var defaults = new ConfigurationDefaults(Math.Clamp(AllowedCpus.Count(), 1, 256), files.WorkingDirectory);
        var configuration = new Configuration(defaults, files);
        if (configuration.Load(command.Sources, new FileOnlyDirectives(), log.Notice) is { } failure)
        {
            if (failure.StandardError is { } text) Console.Error.Write(text);
            if (failure.LogLine is { } line) log.Warning(line);
            return 1;
        }
        FollowLogSettings(configuration, log, sink);
        var process = new ServerProcess
        {
            Pid = Environment.ProcessId,
            RunId = StartUp.MakeRunId(entropy),
            BuildId = BuildFacts.BuildId,
            StartedAt = clock.UnixMicroseconds / 1000,
            Executable = Path.GetFullPath(executable),
            ConfigFile = configuration.FilePath ?? "",
            NetworkName = "",
        };
        Announce(command, configuration, log, executable);
        var startUp = new StartUp(configuration, log, clock, entropy, process);
        using var signals = new ShutdownSignals(log, startUp.Shutdown);
        ProcessUsage.RaiseOpenFilesLimit(configuration.Current.MaxClients + DescriptorsReserved);
        if (startUp.Start(new GeneratedCommandTable()) is not { } running) return 1;
        startUp.Shutdown.Wait();
        log.Notice("User requested shutdown...");
        running.Stop();
        log.Warning("Valkey is now ready to exit, bye bye...");
        return 0;
    }

    /// <summary>Descriptors the server needs beside those of its clients.</summary>
    const int DescriptorsReserved = 32;

    static void FollowLogSettings(Configuration configuration, ServerLog log, LogFileSink sink)
    {
        void Apply(Settings settings) =>
            log.Options = new(settings.LogLevel, settings.LogFormat, settings.LogTimestampFormat);

        Apply(configuration.Current);
        sink.FilePath = configuration.Current.LogFile;
    }

    static void Announce(ServerArguments command, Configuration configuration, ServerLog log, string executable)
    {
        var settings = configuration.Current;
        log.Notice(StartupMessages.Starting);
        log.Notice(StartupMessages.Version(BuildFacts.Commit, Environment.ProcessId));
        if (command.IsGiven) log.Notice(StartupMessages.ConfigurationLoaded);
        else log.Warning(StartupMessages.WithoutFile(executable));
        var banner = StartupBanner.Build(
            BuildFacts.Version, BuildFacts.Commit, "standalone", settings.Port, Environment.ProcessId);
        log.WriteRaw(LogLevel.Notice, banner);
    }
}
