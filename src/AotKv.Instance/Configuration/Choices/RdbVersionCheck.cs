namespace AotKv.Instance.Configuration;

/// <summary>Whether RDB files of unknown versions are refused.</summary>
public enum RdbVersionCheck
{
    Strict,
    Relaxed,
}
