using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Commands.Strings;
using AotKv.Engine;

namespace AotKv.Commands.Hashes;

/// <summary>The options of HSETEX: on which hash and fields it acts, and what becomes of the fields' expiry.</summary>
struct SetExOptions
{
    SetCondition keyCondition;
    SetCondition fieldCondition;
    ExpiryOption expiry;

    public readonly ExpiryOption Expiry => expiry;

    public readonly bool HasFieldCondition => fieldCondition != SetCondition.Always;

    /// <summary>
    /// Reads the arguments from the third to the one before <paramref name="end"/>; where they do not fit, answers so.
    /// </summary>
    public static bool TryRead(in Call call, int end, in Reply reply, out SetExOptions options)
    {
        options = default;
        for (var i = 2; i < end; i++)
        {
            if (TryTake(call[i], "NX"u8, "XX"u8, ref options.keyCondition)) continue;
            if (TryTake(call[i], "FNX"u8, "FXX"u8, ref options.fieldCondition)) continue;
            if (options.expiry.TryTake(call, ref i, timeless: ExpiryKind.Keep) && i < end) continue;
            reply.Error(CommandError.Syntax);
            return false;
        }
        return true;
    }

    public readonly bool AllowKey(bool exists) => Allow(keyCondition, exists);

    public readonly bool AllowField(bool exists) => Allow(fieldCondition, exists);

    static bool Allow(SetCondition condition, bool exists) => condition switch
    {
        SetCondition.IfMissing => !exists,
        SetCondition.IfExists => exists,
        _ => true,
    };

    /// <summary>Takes one of two words that exclude each other; the same may be given twice.</summary>
    static bool TryTake(
        ReadOnlySpan<byte> word, ReadOnlySpan<byte> missing, ReadOnlySpan<byte> present, ref SetCondition condition)
    {
        var taken = Option.Is(word, missing) ? SetCondition.IfMissing
            : Option.Is(word, present) ? SetCondition.IfExists : SetCondition.Always;
        if (taken == SetCondition.Always || (condition != SetCondition.Always && condition != taken)) return false;
        condition = taken;
        return true;
    }
}
