using AotKv.Engine;
using AotKv.Values;

namespace AotKv.Commands.Strings;

/// <summary>Answers with a string's value.</summary>
static class StringReply
{
    public static void Bulk(in Reply reply, StringView value)
    {
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
        lookup = keys.FindString(call.Key, out var value);
        switch (lookup)
        {
            case Lookup.Found:
                Bulk(reply, value);
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
