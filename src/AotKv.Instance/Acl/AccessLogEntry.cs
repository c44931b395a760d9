namespace AotKv.Instance.Acl;

/// <summary>Something that users were denied, as ACL LOG shows it. Immutable: it happens again as another.</summary>
public sealed record AccessLogEntry
{
    public required string Reason { get; init; }

    /// <summary>"toplevel" or "multi".</summary>
    public required string Context { get; init; }

    /// <summary>The command, the key, or the command that tried to authenticate. Byte text.</summary>
    public required string Object { get; init; }

    public required string User { get; init; }

    /// <summary>The client as CLIENT LIST shows it, of the last time.</summary>
    public required string Client { get; init; }

    public long Id { get; init; }

    public long Count { get; init; } = 1;

    public required long CreatedAt { get; init; }

    public required long UpdatedAt { get; init; }

    /// <summary>Whether another is the same thing again.</summary>
    public bool IsLike(AccessLogEntry other) =>
        Reason == other.Reason && Context == other.Context && Object == other.Object && User == other.User
        && Math.Abs(UpdatedAt - other.UpdatedAt) <= GroupedMilliseconds;

    const long GroupedMilliseconds = 60_000;
}
