using AotKv.Engine.Messaging;
using AotKv.Engine.PubSub;

namespace AotKv.Instance.Sessions;

/// <summary>
/// What one client subscribes to. Changed on the connection's core; any thread may count or ask for copies.
/// </summary>
public sealed class Subscriptions
{
    readonly Turnstile turnstile = new();
    readonly HashSet<byte[]>[] names =
        [.. Enum.GetValues<SubscriptionKind>().Select(_ => new HashSet<byte[]>(ByteTexts.Comparer))];

    public int Count(SubscriptionKind kind) => names[(int)kind].Count;

    /// <summary>How many there are of the group that a kind is counted with in replies.</summary>
    public int CountLike(SubscriptionKind kind) => kind == SubscriptionKind.ShardChannel
        ? Count(SubscriptionKind.ShardChannel)
        : Count(SubscriptionKind.Channel) + Count(SubscriptionKind.Pattern);

    public int Sum =>
        Count(SubscriptionKind.Channel) + Count(SubscriptionKind.Pattern) + Count(SubscriptionKind.ShardChannel);

    /// <summary>The memory of the names and their places, bytes.</summary>
    public long MemoryBytes { get; private set; }

    public bool Contains(SubscriptionKind kind, byte[] name) => names[(int)kind].Contains(name);

    public void Add(SubscriptionKind kind, byte[] name)
    {
        using (turnstile.Enter()) names[(int)kind].Add(name);
        MemoryBytes += name.Length + NameBytes;
    }

    public void Remove(SubscriptionKind kind, byte[] name)
    {
        using (turnstile.Enter()) names[(int)kind].Remove(name);
        MemoryBytes -= name.Length + NameBytes;
    }

    /// <summary>A copy of the names of a kind.</summary>
    public byte[][] Names(SubscriptionKind kind)
    {
        using (turnstile.Enter()) return [.. names[(int)kind]];
    }

    /// <summary>An array, and its places in the sets of the client, its core and the server.</summary>
    const int NameBytes = 160;
}
