namespace AotKv.Engine.Shards;

/// <summary>What is known of one shard's part of a database, as of a moment ago. For INFO, from any thread.</summary>
/// <param name="Keys">Expired ones not yet deleted included.</param>
/// <param name="AverageDeadline">Of the keys that expire, milliseconds since 1970-01-01 UTC.</param>
/// <param name="TableBytes">The tables that keys, and those that expire, are found by.</param>
/// <param name="PendingFrees">Deleted keys and values whose memory is still to be given back.</param>
public readonly record struct DatabaseFacts(
    long Keys, long Expiring, long AverageDeadline, long TableBytes, long PendingFrees);
