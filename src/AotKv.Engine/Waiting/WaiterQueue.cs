using AotKv.Engine.Shards;

namespace AotKv.Engine.Waiting;

/// <summary>Who waits at one key, oldest first. Touched by the thread that runs the key's shard.</summary>
sealed class WaiterQueue(Shard shard, int database, ulong hash, ReadOnlySpan<byte> key)
{
    readonly byte[] key = key.ToArray();

    public Shard Shard { get; } = shard;

    public int Database { get; } = database;

    public Key Key => new(key, hash);

    public WaiterPlace? First { get; private set; }

    WaiterPlace? last;

    public int Count { get; private set; }

    /// <summary>How many of them also wait for the key's end.</summary>
    public int WakingWhenGone { get; private set; }

    /// <summary>Stands among the keys that were changed and not looked at yet.</summary>
    public bool IsReady;

    /// <summary>The next queue whose key has the same hash.</summary>
    public WaiterQueue? SameHash;

    public bool IsAt(int otherDatabase, ReadOnlySpan<byte> otherKey) =>
        Database == otherDatabase && key.AsSpan().SequenceEqual(otherKey);

    /// <summary>Gives the waiter the last place. Null where it has it already: a key may be named twice.</summary>
    public WaiterPlace? Add(Waiter waiter)
    {
        if (last?.Waiter == waiter) return null;
        var place = new WaiterPlace(waiter, this) { Previous = last, IsLinked = true };
        if (last is null) First = place;
        else last.Next = place;
        last = place;
        Count++;
        if (waiter.Wait.WakesWhenGone) WakingWhenGone++;
        return place;
    }

    public void Remove(WaiterPlace place)
    {
        if (place.Previous is null) First = place.Next;
        else place.Previous.Next = place.Next;
        if (place.Next is null) last = place.Previous;
        else place.Next.Previous = place.Previous;
        place.IsLinked = false;
        Count--;
        if (place.Waiter.Wait.WakesWhenGone) WakingWhenGone--;
    }
}
