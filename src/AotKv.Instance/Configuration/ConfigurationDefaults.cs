namespace AotKv.Instance.Configuration;

/// <summary>Defaults that depend on the machine; Program asks the machine once, at start.</summary>
/// <param name="IoThreads">The CPUs that affinity and cgroup allow, 1 to 256: a listed exception to Valkey's 1.</param>
/// <param name="Directory">The working directory at start.</param>
public sealed record ConfigurationDefaults(int IoThreads, string Directory);
