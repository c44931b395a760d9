using AotKv.Engine.Messaging;
using AotKv.Wire.Text;

namespace AotKv.Engine.PubSub;

/// <summary>
/// Who subscribes to what, by core, and the messages on their way to the cores. All of it passes one turnstile, so that
/// all subscribers see all messages in one order, which is that of their PUBLISH commands, and a subscription stands at
/// one place in it. Where nobody subscribes to anything nothing is locked.
/// </summary>
public sealed class Publications
{
    readonly Turnstile turnstile = new();
    readonly Outlet[] outlets;
    readonly Dictionary<byte[], Audience>[] audiences;

    /// <summary>Patterns are asked in the order in which they came.</summary>
    readonly List<Audience> patterns = [];

    int subscriptions;

    /// <summary>Those of all cores who subscribe to one name.</summary>
    sealed class Audience(SubscriptionKind kind, byte[] name, int cores)
    {
        public readonly int[] OfCore = new int[cores];
        public int Sum;

        public SubscriptionKind Kind => kind;
        public byte[] Name => name;
    }

    /// <summary>Messages that wait for one core.</summary>
    sealed class Outlet
    {
        public readonly Queue<Publication> Waiting = new();
        public Doorbell? Doorbell;

        /// <summary>The length of the queue, to be looked at without the turnstile.</summary>
        public int Count;
    }

    public Publications(int cores)
    {
        outlets = [.. Enumerable.Range(0, cores).Select(_ => new Outlet())];
        audiences = [.. Enum.GetValues<SubscriptionKind>()
            .Select(_ => new Dictionary<byte[], Audience>(ByteTexts.Comparer))];
    }

    /// <summary>Who wakes a core for its messages. Once, before it runs.</summary>
    public void Attach(int core, Doorbell doorbell) => outlets[core].Doorbell = doorbell;

    /// <summary>Whether anybody subscribes to anything.</summary>
    public bool HasAudience => Volatile.Read(ref subscriptions) > 0;

    /// <summary>
    /// A client of the core subscribes. False where messages wait for the core, which its clients are to be given
    /// before: then nothing has happened.
    /// </summary>
    public bool TryAdd(int core, SubscriptionKind kind, byte[] name)
    {
        using (turnstile.Enter())
        {
            if (outlets[core].Count > 0) return false;
            var known = audiences[(int)kind];
            if (!known.TryGetValue(name, out var audience))
            {
                known[name] = audience = new Audience(kind, name, outlets.Length);
                if (kind == SubscriptionKind.Pattern) patterns.Add(audience);
            }
            audience.OfCore[core]++;
            audience.Sum++;
            Volatile.Write(ref subscriptions, subscriptions + 1);
            return true;
        }
    }

    /// <summary>A client of the core subscribes no more. False as with <see cref="TryAdd"/>.</summary>
    public bool TryRemove(int core, SubscriptionKind kind, byte[] name)
    {
        using (turnstile.Enter())
        {
            if (outlets[core].Count > 0) return false;
            var audience = audiences[(int)kind][name];
            audience.OfCore[core]--;
            Volatile.Write(ref subscriptions, subscriptions - 1);
            if (--audience.Sum > 0) return true;
            audiences[(int)kind].Remove(name);
            if (kind == SubscriptionKind.Pattern) patterns.Remove(audience);
            return true;
        }
    }

    /// <summary>Nobody else's message comes between those that are published until the scope is disposed of.</summary>
    public Lock.Scope Hold() => turnstile.Enter();

    /// <summary>
    /// Sends a message to all who subscribe to a channel, by its name or by a pattern, and returns how many that are.
    /// Any thread.
    /// </summary>
    public int Publish(SubscriptionKind kind, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message)
    {
        if (!HasAudience) return 0;
        var receivers = 0;
        using (turnstile.Enter())
        {
            byte[]? sent = null, to = null;
            if (audiences[(int)kind].GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(channel, out var audience))
            {
                sent = message.ToArray();
                to = audience.Name;
                receivers = Send(audience, to, sent);
            }
            if (kind != SubscriptionKind.Channel) return receivers;
            foreach (var pattern in patterns)
            {
                if (!GlobPattern.Matches(pattern.Name, channel)) continue;
                receivers += Send(pattern, to ??= channel.ToArray(), sent ??= message.ToArray());
            }
        }
        return receivers;
    }

    int Send(Audience audience, byte[] channel, byte[] message)
    {
        var publication = new Publication(audience.Kind, audience.Name, channel, message);
        for (var core = 0; core < outlets.Length; core++)
        {
            if (audience.OfCore[core] == 0) continue;
            var outlet = outlets[core];
            outlet.Waiting.Enqueue(publication);
            Volatile.Write(ref outlet.Count, outlet.Waiting.Count);
            if (outlet.Count == 1) outlet.Doorbell!.Ring();
        }
        return audience.Sum;
    }

    /// <summary>Takes what waits for a core's clients; null where nothing does. The core's thread.</summary>
    public Publication[]? Take(int core)
    {
        var outlet = outlets[core];
        if (Volatile.Read(ref outlet.Count) == 0) return null;
        using (turnstile.Enter())
        {
            var taken = outlet.Waiting.ToArray();
            outlet.Waiting.Clear();
            Volatile.Write(ref outlet.Count, 0);
            return taken;
        }
    }

    /// <summary>How many names of a kind are subscribed to.</summary>
    public int CountNames(SubscriptionKind kind)
    {
        using (turnstile.Enter()) return audiences[(int)kind].Count;
    }

    /// <summary>How many clients subscribe to a name.</summary>
    public int CountSubscribers(SubscriptionKind kind, ReadOnlySpan<byte> name)
    {
        using (turnstile.Enter())
        {
            return audiences[(int)kind].GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var audience)
                ? audience.Sum
                : 0;
        }
    }

    /// <summary>The names of a kind that are subscribed to.</summary>
    public List<byte[]> Names(SubscriptionKind kind)
    {
        using (turnstile.Enter()) return [.. audiences[(int)kind].Keys];
    }
}
