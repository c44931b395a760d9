using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;

namespace AotKv.Commands.Strings;

/// <summary>
/// The option of SET, GETEX and their older relatives that sets a key's expiry. The same option may be given twice, the
/// last counts; two different ones exclude each other.
/// </summary>
struct ExpiryOption
{
    int argument;

    public ExpiryOption(ExpiryKind kind, int argument)
    {
        Kind = kind;
        this.argument = argument;
    }

    public ExpiryKind Kind { get; private set; }

    public readonly bool HasTime => Kind >= ExpiryKind.AfterSeconds;

    /// <summary>
    /// Takes the option at <paramref name="position"/>, which is left at the last argument taken; false where it is no
    /// such option or does not fit. Of KEEPTTL and PERSIST only <paramref name="timeless"/> is known.
    /// </summary>
    public bool TryTake(in Call call, ref int position, ExpiryKind timeless)
    {
        var taken = KindOf(call[position]);
        if (taken == ExpiryKind.None || (Kind != ExpiryKind.None && Kind != taken)) return false;
        if (taken >= ExpiryKind.AfterSeconds)
        {
            if (position + 1 == call.Count) return false;
            argument = ++position;
        }
        else if (taken != timeless) return false;
        Kind = taken;
        return true;
    }

    /// <summary>
    /// The time at which the key is to expire, or 0 where none was given. A time that cannot be, such as one given as
    /// less than <paramref name="timeMin"/>, is answered with <paramref name="invalidTime"/>.
    /// </summary>
    public readonly bool TryReadDeadline(
        in Call call, in Reply reply, ReadOnlySpan<byte> invalidTime, out long deadline, long timeMin = 1)
    {
        deadline = 0;
        if (!HasTime) return true;
        if (!IntegerArgument.TryRead(call, argument, reply, out deadline)) return false;
        var unit = Kind is ExpiryKind.AfterSeconds or ExpiryKind.AtSeconds ? 1000 : 1;
        var from = Kind is ExpiryKind.AfterSeconds or ExpiryKind.AfterMilliseconds ? call.Now : 0;
        if (deadline < timeMin || deadline > long.MaxValue / unit || deadline * unit > long.MaxValue - from)
        {
            reply.Error(invalidTime);
            return false;
        }
        deadline = deadline * unit + from;
        return true;
    }

    static ExpiryKind KindOf(ReadOnlySpan<byte> word)
    {
        if (Option.Is(word, "EX"u8)) return ExpiryKind.AfterSeconds;
        if (Option.Is(word, "PX"u8)) return ExpiryKind.AfterMilliseconds;
        if (Option.Is(word, "EXAT"u8)) return ExpiryKind.AtSeconds;
        if (Option.Is(word, "PXAT"u8)) return ExpiryKind.AtMilliseconds;
        if (Option.Is(word, "KEEPTTL"u8)) return ExpiryKind.Keep;
        return Option.Is(word, "PERSIST"u8) ? ExpiryKind.Persist : ExpiryKind.None;
    }
}
