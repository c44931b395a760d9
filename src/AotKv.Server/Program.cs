using AotKv.Commands;
using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;
using AotKv.Server.CommandLine;
using AotKv.Server.Lifecycle;

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
                Console.Out.Write(ServerTexts.Help);
                return 0;
            case ServerAction.CheckSystem:
                Console.Out.Write(SystemChecks.Report(out var isFine));
                return isFine ? 0 : 1;
            case ServerAction.TestMemory:
                return new MemoryTest(Console.Out).Run(command.TestMegabytes, MemoryTest.Passes) ? 0 : 1;
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
        var destination = new LogDestination();
        var log = new ServerLog(
            destination, clock, TimeZoneInfo.Local, Environment.ProcessId,
            new(LogLevel.Notice, LogFormat.Legacy, LogTimestampFormat.Legacy));
        var files = new ConfigurationFileSystem();
        var startedIn = Directory.GetCurrentDirectory();
        var defaults = new ConfigurationDefaults(Math.Clamp(AllowedCpus.Count(), 1, 256), files.WorkingDirectory);
        var configuration = new Configuration(defaults, files);
        var commands = new GeneratedCommandTable();
        var users = new UserSetUp(commands);
        if (configuration.Load(command.Sources, new FileOnlyLines(commands, users.Lines), log.Notice) is { } failure)
        {
            if (failure.StandardError is { } text) LogOutput.WriteError(ByteText.ToBytes(text));
            if (failure.LogLine is { } line) log.Warning(line);
            return 1;
        }

        destination.Open(configuration.Current);
        FollowLogSettings(configuration, log);
        var startUp = new StartUp(configuration, log, clock, new LinuxEntropy(), executable, users);
        var isBackground = BackgroundStart.IsThere;
        startUp.CheckSystem(isBackground);
        var supervisor = SupervisorLink.Find(configuration.Current.Supervised, log);
        if (configuration.Current.Daemonize && !supervisor.IsSupervised && !isBackground)
            return new BackgroundStart(startedIn).Go(files.StandardInput, log);
        startUp.Announce(command.IsGiven);
        return Serve(startUp, commands, configuration, log, supervisor, isBackground);
    }

    static int Serve(
        StartUp startUp, GeneratedCommandTable commands, Configuration configuration, ServerLog log,
        SupervisorLink supervisor, bool isBackground)
    {
        using var lifetime = new Lifetime(log);
        var openFiles = new OpenFilesLimit(configuration, log);
        if (!openFiles.TryRaiseAtStart()) return 1;
        configuration.OnApply("maxclients", openFiles.Apply);
        var pidFile = PidFile.Of(configuration.Current, isBackground);
        pidFile.Write(Environment.ProcessId, log);
        startUp.Present(isBackground ? pidFile.Path : "");
        if (startUp.Start(commands, supervisor, lifetime) is not { } running) return 1;
        lifetime.Wait();
        log.Notice("User requested shutdown...");
        supervisor.TellStopping();
        running.Stop();
        pidFile.Remove(log);
        log.Warning("Valkey is now ready to exit, bye bye...");
        return 0;
    }

    static void FollowLogSettings(Configuration configuration, ServerLog log)
    {
        bool Apply(Settings settings, out string? reason)
        {
            reason = null;
            log.Options = new(settings.LogLevel, settings.LogFormat, settings.LogTimestampFormat);
            return true;
        }

        ApplyHook hook = Apply;
        hook(configuration.Current, out _);
        foreach (var name in (string[])["loglevel", "log-format", "log-timestamp-format"])
            configuration.OnApply(name, hook);
    }
}
