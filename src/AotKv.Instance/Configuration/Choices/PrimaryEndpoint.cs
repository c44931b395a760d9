namespace AotKv.Instance.Configuration;

/// <summary>Where the primary listens; an empty host says that this server is a primary itself.</summary>
public sealed record PrimaryEndpoint(string Host, int Port)
{
    public static PrimaryEndpoint None { get; } = new("", 0);
}
