using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;

namespace AotKv.Engine.Waiting;

/// <summary>
/// All shards of a waiter lent, because one of its keys there is ready. What runs is what always runs before lent
/// shards go home: everybody who waits at a key that was changed, in order. Begun by the thread that ran the change.
/// </summary>
sealed class Summons(Waiter waiter) : Exclusive
{
    protected override void RunExclusively()
    {
        waiter.EndSummons();
        foreach (var place in waiter.Places)
        {
            if (!place.Holds) continue;
            place.Holds = false;
            place.Queue.Shard.Waiting.PendingSummons--;
            place.Queue.Shard.Waiting.Note(place.Queue);
        }
    }

    protected override void Conclude()
    {
    }
}
