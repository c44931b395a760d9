using AotKv.Engine.Catalog;

namespace AotKv.Commands.Tests;

/// <summary>A command's facts as one line of tests/golden/commands.tsv, which holds those of Valkey 9.1.0.</summary>
static class GoldenLine
{
    public static string Of(CommandInfo command) => string.Join('\t',
        command.Name,
        command.Arity,
        string.Join(',', command.Flags.Names().Order(StringComparer.Ordinal)),
        string.Join(',', command.Acl.Names()),
        string.Join("; ", command.KeySpecs.Select(Spec)),
        $"{command.FirstKey} {command.LastKey} {command.KeyStep}",
        string.Join(' ', command.Tips),
        command.Group,
        command.Since,
        command.IsSystemCommand ? "syscmd" : command.DeprecatedSince != "" ? "deprecated" : "");

    static string Spec(KeySpec spec)
    {
        var begin = spec.IsUnknown ? " unknown"
            : spec.HasKeyword ? $" keyword {spec.Keyword} from {spec.StartFrom}" : $" index {spec.Index}";
        var find = spec.IsUnknown ? ""
            : spec.IsRange ? $" range {spec.Last} {spec.Step} {spec.Limit}"
            : $" keynum {spec.CountAt} {spec.FirstKey} {spec.Step}";
        return string.Join(',', spec.Flags.Names()) + begin + find + (spec.Notes != "" ? " notes" : "");
    }

    /// <summary>The names of the bits that are set, in the order of the bits.</summary>
    static IEnumerable<string> Names<T>(this T flags) where T : struct, Enum
    {
        foreach (var each in Enum.GetValues<T>())
            if (Convert.ToUInt64(each) != 0 && flags.HasFlag(each)) yield return each.ToString();
    }
}
