namespace AotKv.Instance.Configuration;

/// <summary>Whether and how the kernel's out-of-memory score is set.</summary>
public enum OomScoreMode
{
    No,
    Relative,
    Absolute,
}
