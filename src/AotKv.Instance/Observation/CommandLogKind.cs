namespace AotKv.Instance.Observation;

/// <summary>What a command log is of.</summary>
public enum CommandLogKind : byte
{
    Slow,
    LargeRequest,
    LargeReply,
}
