using AotKv.Engine;
using AotKv.Engine.PubSub;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Publishes what happened at an end of a list.</summary>
static class ListEvents
{
    public static void Pushed(in Keyspace keys, in Key key, ListEnd end) =>
        keys.Notify(KeyspaceEvents.List, end == ListEnd.Head ? "lpush"u8 : "rpush"u8, key);

    public static void Popped(in Keyspace keys, in Key key, ListEnd end) =>
        keys.Notify(KeyspaceEvents.List, end == ListEnd.Head ? "lpop"u8 : "rpop"u8, key);
}
