using AotKv.Commands.Connections;
using AotKv.Engine;

namespace AotKv.Commands.Strings;

/// <summary>The options of SET; MSETEX has all of them but GET and IFEQ.</summary>
struct SetOptions
{
    public SetCondition Condition;

    /// <summary>With <see cref="SetCondition.IfEqual"/>: the argument to compare with.</summary>
    public int Comparison;

    /// <summary>GET: the answer is the value before.</summary>
    public bool AnswersOld;

    public ExpiryOption Expiry;

    /// <summary>Reads the arguments from <paramref name="position"/> on; false where they do not fit.</summary>
    public static bool TryRead(in Call call, int position, out SetOptions options)
    {
        options = default;
        for (var i = position; i < call.Count; i++)
        {
            var option = call[i];
            if (Option.Is(option, "GET"u8)) options.AnswersOld = true;
            else if (!options.TryTakeCondition(call, ref i)
                && !options.Expiry.TryTake(call, ref i, timeless: ExpiryKind.Keep)) return false;
        }
        return true;
    }

    /// <summary>NX and XX may be repeated, IFEQ not; none goes with another.</summary>
    bool TryTakeCondition(in Call call, ref int position)
    {
        var option = call[position];
        if (Option.Is(option, "NX"u8)) return TryTake(SetCondition.IfMissing);
        if (Option.Is(option, "XX"u8)) return TryTake(SetCondition.IfExists);
        if (!Option.Is(option, "IFEQ"u8)) return false;
        if (Condition != SetCondition.Always || position + 1 == call.Count) return false;
        Condition = SetCondition.IfEqual;
        Comparison = ++position;
        return true;
    }

    bool TryTake(SetCondition condition)
    {
        if (Condition != SetCondition.Always && Condition != condition) return false;
        Condition = condition;
        return true;
    }
}
