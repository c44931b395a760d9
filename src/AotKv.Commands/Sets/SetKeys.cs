using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.PubSub;
using AotKv.Values.Sets;

namespace AotKv.Commands.Sets;

/// <summary>Looks up the sets of commands with many keys.</summary>
static class SetKeys
{
    /// <summary>
    /// The sets at the keys from argument <paramref name="first"/> on; where one key is of another type, answers so.
    /// The caller disposes the group in either case.
    /// </summary>
    public static bool TryFind(
        scoped in Call call, in KeyspaceReader keys, int first, int count, in Reply reply, ref SetGroup group)
    {
        for (var position = first; position < first + count; position++)
        {
            switch (keys.Find<SetValue>(call.KeyAt(position), out var set))
            {
                case Lookup.Found:
                    group.Add(set);
                    break;
                case Lookup.Missing:
                    group.AddMissing();
                    break;
                default:
                    reply.Error(CommandError.WrongType);
                    return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Makes a result the set at a key, or deletes the key where the result is empty, and answers.
    /// <paramref name="name"/> is the event of a result that is stored.
    /// </summary>
    public static void Store(
        in Keyspace keys, in Key destination, in SetValue result, ReadOnlySpan<byte> name, in Reply reply)
    {
        var count = result.Count;
        if (count > 0)
        {
            keys.Store(destination, result, Expiry.None);
            keys.Notify(KeyspaceEvents.Set, name, destination);
        }
        else
        {
            keys.Discard(destination, result);
            if (keys.RemoveStored(destination)) keys.Notify(KeyspaceEvents.Generic, "del"u8, destination);
        }
        reply.Integer(count);
    }
}
