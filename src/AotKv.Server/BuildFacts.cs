using System.Reflection;

namespace AotKv.Server;

/// <summary>What this executable was built from.</summary>
static class BuildFacts
{
    /// <summary>Our own version.</summary>
    public static string Version { get; } = typeof(BuildFacts).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>The commit, 8 hexadecimal digits, or zeros where the build did not know it.</summary>
    public static string Commit { get; } = CommitOf(
        typeof(BuildFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);

    /// <summary>16 hexadecimal digits that differ between builds.</summary>
    public static string BuildId { get; } =
        typeof(BuildFacts).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..16];

    static string CommitOf(string? version)
    {
        var plus = version?.IndexOf('+') ?? -1;
        return plus >= 0 && version!.Length >= plus + 9 ? version.Substring(plus + 1, 8) : "00000000";
    }
}
