using System.Buffers.Text;

namespace AotKv.Engine.PubSub;

/// <summary>
/// Publishes an event of a key: its name on the channel of the key, and the key on the channel of the event. Lives on
/// the stack of the shard's thread.
/// </summary>
readonly ref struct KeyEvent(Publications publications, int database, KeyspaceEvents wanted)
{
    readonly Publications publications = publications;
    readonly int database = database;
    readonly KeyspaceEvents wanted = wanted;

    public void Publish(ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        if (!publications.HasAudience) return;
        using var together = publications.Hold();
        if ((wanted & KeyspaceEvents.Keyspace) != 0) Publish("__keyspace@"u8, key, name);
        if ((wanted & KeyspaceEvents.KeyEvent) != 0) Publish("__keyevent@"u8, name, key);
    }

    void Publish(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> about, ReadOnlySpan<byte> message)
    {
        var length = prefix.Length + NumberMax + Separator.Length + about.Length;
        var channel = length <= ShortMax ? stackalloc byte[ShortMax] : new byte[length];
        prefix.CopyTo(channel);
        Utf8Formatter.TryFormat(database, channel[prefix.Length..], out var digits);
        var at = prefix.Length + digits;
        Separator.CopyTo(channel[at..]);
        about.CopyTo(channel[(at + Separator.Length)..]);
        channel = channel[..(at + Separator.Length + about.Length)];
        publications.Publish(SubscriptionKind.Channel, channel, message);
    }

    const int ShortMax = 256;
    const int NumberMax = 11;

    static ReadOnlySpan<byte> Separator => "__:"u8;
}
