namespace AotKv.Instance;

/// <summary>
/// The first lines of a panic's report, in the shape by which logs of Valkey are searched. Any thread.
/// </summary>
public static class PanicText
{
    const string Rule = "------------------------------------------------";

    /// <summary>What happened in a few words, and lines that say more.</summary>
    public static string Of(string what, string details) =>
        $"{Rule}\n!!! Software Failure. Press left mouse button to continue\nGuru Meditation: {what}\n{details}";
}
