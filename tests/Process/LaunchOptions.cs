namespace AotKv.Process.Tests;

/// <summary>What stands around a command line.</summary>
sealed record LaunchOptions
{
    /// <summary>Words before the binary: a program that turns into it.</summary>
    public string[] Before { get; init; } = [];

    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>All of standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>The working directory; null for a new one.</summary>
    public string? Folder { get; init; }
}
