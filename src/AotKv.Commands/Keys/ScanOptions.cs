using AotKv.Commands.Connections;
using AotKv.Engine;
using AotKv.Values;

namespace AotKv.Commands.Keys;

/// <summary>The options of SCAN and its relatives: how much to look at in one call, and what to answer with.</summary>
ref struct ScanOptions
{
    const long DefaultCount = 10;

    public long Count;

    public bool HasType;

    public RecordType Type;

    /// <summary>The glob, or empty where every key fits.</summary>
    public ReadOnlySpan<byte> Pattern;

    public bool HasPattern;

    /// <summary>NOVALUES or NOSCORES: names only.</summary>
    public bool NamesOnly;

    /// <summary>Reads the arguments from <paramref name="position"/> on; where they do not fit, answers so.</summary>
    public static bool TryRead(
        scoped in Call call, int position, ScanTarget target, scoped in Reply reply, out ScanOptions options)
    {
        options = new() { Count = DefaultCount };
        for (; position < call.Count; position++)
        {
            var option = call[position];
            if (Option.Is(option, "NOVALUES"u8))
            {
                options.NamesOnly = target == ScanTarget.Hash;
                if (options.NamesOnly) continue;
                reply.Error("ERR NOVALUES option can only be used in HSCAN"u8);
                return false;
            }
            if (Option.Is(option, "NOSCORES"u8))
            {
                options.NamesOnly = target == ScanTarget.SortedSet;
                if (options.NamesOnly) continue;
                reply.Error("ERR NOSCORES option can only be used in ZSCAN"u8);
                return false;
            }
            if (position + 1 == call.Count || !options.TryTake(call, position++, target, reply, out var answered))
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
            if (answered) return false;
        }
        return true;
    }

    /// <summary>
    /// Takes one option with its value; false where there is no such option. A value that does not fit is answered.
    /// </summary>
    bool TryTake(
        scoped in Call call, int position, ScanTarget target, scoped in Reply reply, out bool answered)
    {
        answered = false;
        var option = call[position];
        var value = call[position + 1];
        if (Option.Is(option, "COUNT"u8))
        {
            answered = !IntegerArgument.TryRead(call, position + 1, reply, out Count);
            return answered || Count >= 1;
        }
        if (Option.Is(option, "MATCH"u8))
        {
            Pattern = value;
            HasPattern = !value.SequenceEqual("*"u8);
            return true;
        }
        if (target != ScanTarget.Keyspace || !Option.Is(option, "TYPE"u8)) return false;
        HasType = TypeName.TryParse(value, out Type);
        if (HasType) return true;
        QuotedError.Answer(reply, "ERR unknown type name '"u8, value, "'"u8);
        return answered = true;
    }
}
