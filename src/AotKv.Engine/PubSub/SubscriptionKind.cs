namespace AotKv.Engine.PubSub;

/// <summary>What a client subscribes to.</summary>
public enum SubscriptionKind
{
    /// <summary>SUBSCRIBE: a channel.</summary>
    Channel,

    /// <summary>PSUBSCRIBE: all channels whose names match.</summary>
    Pattern,

    /// <summary>SSUBSCRIBE: a channel that in a cluster belongs to a shard.</summary>
    ShardChannel,
}
