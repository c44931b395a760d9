using AotKv.Engine;
using AotKv.Values;

namespace AotKv.Commands.Strings;

/// <summary>Answers with a string's value.</summary>
static class StringReply
{
    /// <summary>The string at a key: its bytes or, where they are many, what pins them.</summary>
    public static void Bulk(in Reply reply, in KeyspaceReader keys, in Key key, StringView value)
    {
        if (keys.TryPin(key, value, out var pinned))
        {
            reply.Bulk(pinned);
            return;
        }
        if (value.TryGetBytes(out var bytes))
        {
            reply.Bulk(bytes);
            return;
        }
        value.TryGetInteger(out var number);
        reply.BulkInteger(number);
    }

    /// <summary>The value at a key or null; where it is no string, answers so and returns false.</summary>
    public static bool TryAnswer(in Call call, in KeyspaceReader keys, in Reply reply, out Lookup lookup)
    {
        var key = call.Key;
        lookup = keys.FindString(key, out var value);
        switch (lookup)
        {
            case Lookup.Found:
                Bulk(reply, keys, key, value);
                return true;
            case Lookup.Missing:
                reply.Null();
                return true;
            default:
                reply.Error(Keys.CommandError.WrongType);
                return false;
        }
    }
}
