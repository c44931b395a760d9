namespace AotKv.Instance.Configuration;

/// <summary>When a replica may load a snapshot straight from the socket.</summary>
public enum DisklessLoad
{
    Disabled,
    OnEmptyDatabase,
    SwapDatabases,
    FlushBeforeLoad,
}
