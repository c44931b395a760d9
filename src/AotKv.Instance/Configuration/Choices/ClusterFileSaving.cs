namespace AotKv.Instance.Configuration;

/// <summary>Whether a failure to save the cluster's file is fatal.</summary>
public enum ClusterFileSaving
{
    Sync,
    BestEffort,
}
