namespace AotKv.Instance.Configuration;

/// <summary>Where the configuration comes from, in the order in which it is read: the last one wins.</summary>
/// <param name="FilePath">The file, absolute; null for none.</param>
/// <param name="ReadsStandardInput">True for `-`.</param>
/// <param name="CommandLine">The directives of the command line as lines of a file; empty for none.</param>
public sealed record ConfigurationSources(string? FilePath, bool ReadsStandardInput, string CommandLine);
