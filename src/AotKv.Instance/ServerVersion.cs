namespace AotKv.Instance;

/// <summary>Which Valkey this server is a replacement for, as clients, logs and scripts see it.</summary>
public static class ServerVersion
{
    public const string Compatible = "9.1.0";

    /// <summary>What INFO calls redis_version: the last one that is compatible.</summary>
    public const string RedisCompatible = "7.2.4";
}
