namespace AotKv.Instance.Configuration;

/// <summary>The output buffer limits of the three classes of clients.</summary>
public sealed record OutputBufferLimits(OutputBufferLimit Normal, OutputBufferLimit Replica, OutputBufferLimit PubSub);
