using AotKv.Commands.Connections;
using AotKv.Engine;

namespace AotKv.Commands.Keys;

/// <summary>The options of EXPIRE and its relatives: on which present expiry the new one is set.</summary>
struct ExpireConditions
{
    bool onlyWithout;
    bool onlyWith;
    bool onlyLater;
    bool onlySooner;

    /// <summary>
    /// Reads the arguments from the fourth to the one before <paramref name="end"/>; where they do not fit, answers so.
    /// </summary>
    public static bool TryRead(in Call call, int end, in Reply reply, out ExpireConditions conditions)
    {
        conditions = default;
        for (var i = 3; i < end; i++)
        {
            var option = call[i];
            if (Option.Is(option, "NX"u8)) conditions.onlyWithout = true;
            else if (Option.Is(option, "XX"u8)) conditions.onlyWith = true;
            else if (Option.Is(option, "GT"u8)) conditions.onlyLater = true;
            else if (Option.Is(option, "LT"u8)) conditions.onlySooner = true;
            else
            {
                QuotedError.Answer(reply, "ERR Unsupported option "u8, option, after: default);
                return false;
            }
        }
        if (conditions.onlyWithout && (conditions.onlyWith || conditions.onlyLater || conditions.onlySooner))
        {
            reply.Error("ERR NX and XX, GT or LT options at the same time are not compatible"u8);
            return false;
        }
        if (conditions.onlyLater && conditions.onlySooner)
        {
            reply.Error("ERR GT and LT options at the same time are not compatible"u8);
            return false;
        }
        return true;
    }

    /// <summary>
    /// Whether <paramref name="deadline"/> may take the place of <paramref name="current"/>, which is -1 for a key that
    /// never expires: later than any time.
    /// </summary>
    public readonly bool Allow(long deadline, long current)
    {
        var never = current == -1;
        if (onlyWithout && !never) return false;
        if (onlyWith && never) return false;
        if (onlyLater && (never || deadline <= current)) return false;
        return !onlySooner || never || deadline < current;
    }
}
