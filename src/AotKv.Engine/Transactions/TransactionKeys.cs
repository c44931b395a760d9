using AotKv.Engine.Shards;
using AotKv.Values.Tables;

namespace AotKv.Engine.Transactions;

/// <summary>The keys a transaction runs on: one shard's, or those of all shards lent to it.</summary>
public readonly ref struct TransactionKeys(Shard any, Shard?[]? lent, long now)
{
    readonly Shard any = any;
    readonly Shard?[]? lent = lent;

    public readonly long Now = now;

    public KeyHasher Hasher => any.Hasher;

    public Keyspace For(CallContext context) =>
        lent is null ? new(any, context, Now) : new(lent, any, context, Now);
}
