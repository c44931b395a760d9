using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>The options of ZADD, and where the pairs of score and member begin.</summary>
readonly ref struct AddOptions
{
    public ScoreRule Rule { get; private init; }

    /// <summary>Whether members with another score count in the reply (CH).</summary>
    public bool CountsChanges { get; private init; }

    /// <summary>The position of the first score.</summary>
    public int Pairs { get; private init; }

    /// <summary>Reads the arguments from the third on; where they do not fit, answers so.</summary>
    public static bool TryRead(in Call call, in Reply reply, bool increments, out AddOptions options)
    {
        var rule = new ScoreRule { Increments = increments };
        var countsChanges = false;
        var position = 2;
        for (; position < call.Count; position++)
        {
            var option = call[position];
            if (option.Length != 2 && option.Length != 4) break;
            if (Option.Is(option, "NX"u8)) rule = rule with { OnlyNew = true };
            else if (Option.Is(option, "XX"u8)) rule = rule with { OnlyExisting = true };
            else if (Option.Is(option, "GT"u8)) rule = rule with { OnlyGreater = true };
            else if (Option.Is(option, "LT"u8)) rule = rule with { OnlyLess = true };
            else if (Option.Is(option, "INCR"u8)) rule = rule with { Increments = true };
            else if (Option.Is(option, "CH"u8)) countsChanges = true;
            else break;
        }
        options = new() { Rule = rule, CountsChanges = countsChanges, Pairs = position };
        return Fit(call.Count - position, rule, reply);
    }

    static bool Fit(int arguments, in ScoreRule rule, in Reply reply)
    {
        if (arguments == 0 || arguments % 2 != 0)
            reply.Error(CommandError.Syntax);
        else if (rule.OnlyNew && rule.OnlyExisting)
            reply.Error("ERR XX and NX options at the same time are not compatible"u8);
        else if ((rule.OnlyNew && (rule.OnlyGreater || rule.OnlyLess)) || (rule.OnlyGreater && rule.OnlyLess))
            reply.Error("ERR GT, LT, and/or NX options at the same time are not compatible"u8);
        else if (rule.Increments && arguments > 2)
            reply.Error("ERR INCR option supports a single increment-element pair"u8);
        else
            return true;
        return false;
    }
}
