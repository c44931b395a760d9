namespace AotKv.Instance.Configuration;

/// <summary>What to do when the replication stream holds a failing command.</summary>
public enum PropagationErrors
{
    Ignore,
    Panic,
    PanicOnReplicas,
}
