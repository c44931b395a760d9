namespace AotKv.Instance.Configuration;

/// <summary>How to shut down; several may hold.</summary>
[Flags]
public enum ShutdownOptions
{
    Default = 0,
    Save = 1,
    NoSave = 2,
    Now = 4,
    Force = 8,
    Safe = 16,
    Failover = 32,
}
