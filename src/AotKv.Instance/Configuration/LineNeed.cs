namespace AotKv.Instance.Configuration;

/// <summary>Whether a rewritten file must say a value that the old file did not.</summary>
enum LineNeed
{
    /// <summary>The value is the default: only lines that were there stay.</summary>
    IfPresent,
    Always,
}
