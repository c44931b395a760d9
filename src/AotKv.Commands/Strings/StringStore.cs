using AotKv.Engine;
using AotKv.Engine.PubSub;

namespace AotKv.Commands.Strings;

/// <summary>Makes a key a string, and publishes what SET and its relatives publish then.</summary>
static class StringStore
{
    public static void Set(in Keyspace keys, in Key key, ReadOnlySpan<byte> value, Expiry expiry)
    {
        keys.SetString(key, value, expiry);
        keys.Notify(KeyspaceEvents.String, "set"u8, key);
        if (expiry.IsTime) keys.Notify(KeyspaceEvents.Generic, "expire"u8, key);
    }
}
