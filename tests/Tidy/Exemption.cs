namespace AotKv.Tidy.Tests;

/// <summary>A place that a rule makes worse, and why. The path is a file's, or a folder's with its slash.</summary>
sealed record Exemption(Rule Rule, string Path, string Reason)
{
    public static readonly Exemption[] All =
    [
    ];

    /// <summary>What is left of a rule's offenders, each of which opens with its file's path.</summary>
    public static List<string> Leave(Rule rule, IEnumerable<string> offenders) =>
        [.. offenders.Where(offender => !All.Any(e => e.Rule == rule && offender.StartsWith(e.Path)))];
}
