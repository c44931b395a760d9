namespace AotKv.Instance.Configuration;

/// <summary>What a process title may hold; null parts stand for those of a server with the defaults.</summary>
/// <param name="ServerMode">Such as "[cluster]"; empty for a plain server.</param>
public readonly record struct ProcessTitleParts(
    string? Title, string? ListenAddress, string? ServerMode, string? Port, string? TlsPort, string? UnixSocket,
    string? ConfigurationFile);
