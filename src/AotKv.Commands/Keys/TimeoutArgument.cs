using AotKv.Engine;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Keys;

/// <summary>
/// How long a blocking command waits at most, as its argument says, made the time at which that is over.
/// </summary>
static class TimeoutArgument
{
    /// <summary>
    /// Reads seconds, with a fraction. 0 means for ever, and so does the deadline 0. False: answered.
    /// </summary>
    public static bool TryReadSeconds(in Call call, int position, in Reply reply, out long deadline)
    {
        deadline = 0;
        if (!LongDoubleText.TryParse(call[position], out var seconds))
        {
            reply.Error("ERR timeout is not a float or out of range"u8);
            return false;
        }
        if (seconds.TryToMilliseconds(out var milliseconds))
            return TryMakeDeadline(call, milliseconds, reply, out deadline);
        reply.Error("ERR timeout is out of range"u8);
        return false;
    }

    /// <summary>Reads milliseconds: XREAD's BLOCK.</summary>
    public static bool TryReadMilliseconds(in Call call, int position, in Reply reply, out long deadline)
    {
        deadline = 0;
        if (IntegerText.TryParse(call[position], out var milliseconds))
            return TryMakeDeadline(call, milliseconds, reply, out deadline);
        reply.Error("ERR timeout is not an integer or out of range"u8);
        return false;
    }

    static bool TryMakeDeadline(in Call call, long milliseconds, in Reply reply, out long deadline)
    {
        deadline = 0;
        if (milliseconds < 0)
        {
            reply.Error("ERR timeout is negative"u8);
            return false;
        }
        if (milliseconds > long.MaxValue - call.Now)
        {
            reply.Error("ERR timeout is out of range"u8);
            return false;
        }
        if (milliseconds > 0) deadline = call.Now + milliseconds;
        return true;
    }
}
