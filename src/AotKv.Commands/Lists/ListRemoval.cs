using AotKv.Engine;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Takes elements out of a list, so that no command has to free many blocks at once.</summary>
static class ListRemoval
{
    /// <summary>
    /// Removes so many elements that exist from an index on. The caller says that the key was changed.
    /// </summary>
    public static void Remove(in Keyspace keys, in Key key, in ListValue list, long index, long count)
    {
        if (!list.IsMuch(count))
        {
            list.RemoveRange(index, count);
            return;
        }
        var removed = keys.Begin<ListValue>(key);
        list.MoveRange(index, count, removed);
        keys.Discard(key, removed);
    }

    /// <summary>Removes so many elements from an end, publishes it, and says that the key was changed.</summary>
    public static void Pop(in Keyspace keys, in Key key, in ListValue list, ListEnd end, long count)
    {
        Remove(keys, key, list, end == ListEnd.Head ? 0 : list.Count - count, count);
        if (!list.IsEmpty) list.Shrink();
        ListEvents.Popped(keys, key, end);
        keys.Changed(key, list, count);
    }
}
