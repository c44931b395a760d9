namespace AotKv.Instance.Configuration;

/// <summary>What a cluster node tells clients to connect to.</summary>
public enum EndpointType
{
    Ip,
    HostName,
    Unknown,
}
