namespace AotKv.Engine.Transactions;

/// <summary>
/// The place of an effect in the one history of all shards: first the number in the sequence that its shard had come
/// to, then the time of its clock, then the shard. Effects of one shard with equal stamps stand in the order in which
/// the shard had them; what follows an entry on one of its shards is at least a nanosecond later. Sequenced work has
/// its own number, so that a clock that is wrong cannot move it.
/// </summary>
public readonly record struct Stamp(long Sequence, long Nanoseconds, int Shard) : IComparable<Stamp>
{
    public int CompareTo(Stamp other)
    {
        if (Sequence != other.Sequence) return Sequence.CompareTo(other.Sequence);
        if (Nanoseconds != other.Nanoseconds) return Nanoseconds.CompareTo(other.Nanoseconds);
        return Shard.CompareTo(other.Shard);
    }
}
