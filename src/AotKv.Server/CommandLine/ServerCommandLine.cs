using System.CommandLine;
using System.CommandLine.Parsing;
using AotKv.Instance.Configuration;

namespace AotKv.Server.CommandLine;

/// <summary>
/// Reads the command line as valkey-server does. The surprising fact: its own options count only as the first argument
/// (`--port 1 --version` sets a directive named version), so only that one is matched and the rest is passed through,
/// in order, as configuration.
/// </summary>
sealed class ServerCommandLine
{
    const string MemoryHint =
        "Please specify the amount of memory to test in megabytes.\nExample: ./valkey-server --test-memory 4096\n\n";

    readonly Command command;
    readonly Option<bool> version = new("--version", "-v") { Arity = ArgumentArity.Zero };
    readonly Option<bool> help = new("--help", "-h") { Arity = ArgumentArity.Zero };
    readonly Option<bool> checkSystem = new("--check-system") { Arity = ArgumentArity.Zero };
    readonly Option<bool> testMemory = new("--test-memory") { Arity = ArgumentArity.Zero };

    // `@file` and `-vh` are values to us, not what the library would make of them.
    readonly ParserConfiguration parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public ServerCommandLine() => command = new Command("valkey-server")
    {
        TreatUnmatchedTokensAsErrors = false,
        Options = { version, help, checkSystem, testMemory },
    };

    /// <param name="executable">The name the process was started by; a path or a bare name.</param>
    /// <param name="arguments">Without that name.</param>
    public ServerArguments Read(string executable, IReadOnlyList<string> arguments)
    {
        if (OtherProgram(executable, arguments) is { } complaint) return Complain(complaint);
        if (arguments.Count == 0) return new ServerArguments(ServerAction.Run);

        // The library would take `--version=yes` and `-v:1` apart; here they are directives.
        if (arguments[0].AsSpan().ContainsAny('=', ':')) return Run(arguments);
        var first = command.Parse([arguments[0]], parsing);
        if (IsGiven(first, version)) return new ServerArguments(ServerAction.ShowVersion);
        if (IsGiven(first, help)) return new ServerArguments(ServerAction.ShowHelp);
        if (IsGiven(first, checkSystem)) return new ServerArguments(ServerAction.CheckSystem);
        if (IsGiven(first, testMemory)) return TestMemory(arguments);
        return Run(arguments);
    }

    static ServerArguments Run(IReadOnlyList<string> arguments)
    {
        var hasFile = !arguments[0].StartsWith('-');
        var lines = new DirectiveLines(arguments, start: hasFile ? 1 : 0);
        return new ServerArguments(ServerAction.Run)
        {
            IsGiven = true,
            FilePath = hasFile ? Path.GetFullPath(arguments[0]) : null,
            ReadsStandardInput = lines.ReadStandardInput,
            DirectiveLines = lines.Text,
        };
    }

    static ServerArguments TestMemory(IReadOnlyList<string> arguments) =>
        arguments.Count == 2 && int.TryParse(arguments[1], out var megabytes) && megabytes > 0
            ? new ServerArguments(ServerAction.TestMemory) { TestMegabytes = megabytes }
            : Complain(MemoryHint);

    static ServerArguments Complain(string complaint) =>
        new(ServerAction.Complain) { Complaint = complaint };

    static bool IsGiven(ParseResult result, Option<bool> option) =>
        result.GetResult(option) is { Implicit: false };

    // One binary has several names in a Valkey installation.
    static string? OtherProgram(string executable, IReadOnlyList<string> arguments)
    {
        var name = Path.GetFileName(executable);
        if (name.Contains("valkey-sentinel") || name.Contains("redis-sentinel") || arguments.Contains("--sentinel"))
            return "Sentinel mode is not available in this server: run a Valkey or Redis Sentinel beside it.\n";
        if (name.Contains("valkey-check-") || name.Contains("redis-check-"))
            return $"{name} is not part of this server yet: use the one of a Valkey installation.\n";
        return null;
    }
}
