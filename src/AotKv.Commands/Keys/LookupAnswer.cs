using AotKv.Engine;

namespace AotKv.Commands.Keys;

/// <summary>What commands answer, all alike, where a key does not hold what they work on.</summary>
static class LookupAnswer
{
    /// <summary>True where the value was found; otherwise answers 0 for no key, or the wrong type.</summary>
    public static bool IsFoundOrZero(Lookup lookup, in Reply reply)
    {
        if (lookup == Lookup.Found) return true;
        if (lookup == Lookup.Missing) reply.Integer(0);
        else reply.Error(CommandError.WrongType);
        return false;
    }

    /// <summary>True where the value was found; otherwise answers a scan at its end, or the wrong type.</summary>
    public static bool IsFoundOrScanned(Lookup lookup, in Reply reply)
    {
        if (lookup == Lookup.Found) return true;
        if (lookup == Lookup.Missing) ScanReply.AnswerEmpty(reply);
        else reply.Error(CommandError.WrongType);
        return false;
    }
}
