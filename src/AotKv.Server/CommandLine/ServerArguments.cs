using AotKv.Instance.Configuration;

namespace AotKv.Server.CommandLine;

/// <summary>The command line, understood. Made once by <see cref="ServerCommandLine"/>.</summary>
sealed record ServerArguments(ServerAction Action)
{
    /// <summary>The file, absolute; null for none. A path of .NET, not byte text.</summary>
    public string? FilePath { get; init; }

    /// <summary>True for `-`, as the first argument or the last.</summary>
    public bool ReadsStandardInput { get; init; }

    /// <summary>The directives as lines of a file, byte text; empty for none.</summary>
    public string DirectiveLines { get; init; } = "";

    /// <summary>True where anything at all was given: only then Valkey logs "Configuration loaded".</summary>
    public bool IsGiven { get; init; }

    public int TestMegabytes { get; init; }

    public string Complaint { get; init; } = "";

    public ConfigurationSources Sources => new(
        FilePath is null ? null : ByteText.FromUnicode(FilePath), ReadsStandardInput, DirectiveLines);
}
