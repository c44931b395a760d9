namespace AotKv.Wire.Resp;

/// <summary>Who sends the requests: how far its lengths are trusted.</summary>
public enum RequestSource : byte
{
    /// <summary>A client that may run commands.</summary>
    Client,

    /// <summary>A client that must still authenticate: at most 10 arguments of at most 16,384 bytes.</summary>
    UnauthenticatedClient,

    /// <summary>A replication or slot import link: no limit on an argument's length, and no inline commands.</summary>
    ReplicationLink,
}
