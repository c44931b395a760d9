using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace AotKv.Generators;

/// <summary>Checks that what one declaration says fits together.</summary>
static class DeclarationCheck
{
    const uint Write = 1 << 0;
    const uint ReadOnly = 1 << 1;
    const uint Admin = 1 << 4;
    const uint NoMandatoryKeys = 1 << 15;
    const uint MovableKeys = 1 << 18;
    const uint MayReplicate = 1 << 20;
    const int NotKey = 1 << 8;
    const int AnyUse = 0b1111;

    static readonly string[] groups =
    [
        "generic", "string", "list", "set", "sorted-set", "hash", "pubsub", "transactions", "connection", "server",
        "scripting", "hyperloglog", "cluster", "sentinel", "geo", "stream", "bitmap",
    ];

    public static void Check(CommandModel command, ImmutableArray<Problem>.Builder problems)
    {
        void Add(string rule, string second = "") => problems.Add(new(rule, command.Source, command.Name, second));

        if (!Regex.IsMatch(command.Name, "^[A-Z0-9_-]+(\\|[A-Z0-9_-]+)?$")) Add(Rules.Name);
        if (command.Arity == 0) Add(Rules.Arity, "no Arity");
        else if (command.Container != "" && Math.Abs(command.Arity) < 2) Add(Rules.Arity, "one that leaves out a name");
        if (command.Group != "" && Array.IndexOf(groups, command.Group) < 0) Add(Rules.Group, command.Group);
        if (WhyFlagsAreWrong(command) is { } flags) Add(Rules.Flags, flags);
        if (WhyNoFanOut(command) is { } fanOut) Add(Rules.FanOut, fanOut);
        foreach (var spec in command.KeySpecs)
        {
            if ((spec.Flags & (AnyUse | NotKey)) == 0)
                Add(Rules.KeyUse, "set KeyFlags to one of RO, RW, OW and RM, and to what becomes of the data");
            if (PositionOutside(command, spec) is > 0 and var position) Add(Rules.KeyOutsideArity, position.ToString());
        }
    }

    static string? WhyFlagsAreWrong(CommandModel command)
    {
        bool Has(uint flags) => (command.Flags & flags) != 0;
        if (Has(MovableKeys)) return "MovableKeys follows from the key specs";
        if (Has(Write) && Has(ReadOnly)) return "Write and ReadOnly exclude each other";
        switch (command.Shape)
        {
            case CommandShape.Reader when Has(Write):
                return "with Write it takes a Keyspace, not a KeyspaceReader";
            case CommandShape.Writer when !Has(Write | MayReplicate | Admin):
                return "with a Keyspace it declares Write (or MayReplicate, or Admin)";
            case CommandShape.Reader when !Has(ReadOnly | MayReplicate) && HasKeys(command) && !IsWatch(command):
                return "with a KeyspaceReader and keys it declares ReadOnly";
            default:
                return null;
        }
    }

    /// <summary>WATCH names keys and reads none of them: Valkey gives it no flag.</summary>
    static bool IsWatch(CommandModel command) => command.Name == "WATCH";

    static bool HasKeys(CommandModel command) => command.KeySpecs.Any(spec => (spec.Flags & NotKey) == 0);

    static string? WhyNoFanOut(CommandModel command)
    {
        if (command.EveryShard && command.FanOut == 0) return "EveryShard needs a FanOut that says how to merge";
        if (command.EveryShard && command.KeySpecs.Count > 0) return "EveryShard is for commands without keys";
        if (command.CursorAt != 0 && command.KeySpecs.Count > 0) return "CursorAt is for commands without keys";
        if (command.FanOut == 0) return null;
        if (command.Shape is CommandShape.Session or CommandShape.Anywhere) return "its method takes no keyspace";
        if (command.Exclusive) return "it is Exclusive";
        if (command.EveryShard) return null;
        if (command.KeySpecs.Count != 1) return "its keys must be one range to the end of the arguments";
        var spec = command.KeySpecs[0];
        return spec.Index > 0 && (spec.CountAt >= 0 || spec.Last == -1 && spec.Limit == 0)
            ? null
            : "its keys must be counted, or one range to the end of the arguments";
    }

    /// <summary>A position that the least number of arguments does not reach, or 0.</summary>
    static int PositionOutside(CommandModel command, KeySpecModel spec)
    {
        if (spec.Index == 0 || (command.Flags & NoMandatoryKeys) != 0 || (spec.Flags & NotKey) != 0) return 0;
        var position = spec.CountAt >= 0 ? spec.Index + spec.CountAt : spec.Index + Math.Max(spec.Last, 0);
        var least = Math.Abs(command.Arity);
        // A range to the end may be empty: PFMERGE without sources.
        var mayBeEmpty = spec.CountAt < 0 && spec.Last < 0 && command.Arity < 0 && spec.Index == least;
        return position >= least && !mayBeEmpty ? position : 0;
    }
}
