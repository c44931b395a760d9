using System.Text;
using AotKv.Commands.Connections;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Wire.Text;

namespace AotKv.Commands.Server;

/// <summary>Which commands COMMAND LIST shows. Lives on the stack of the call whose arguments it looks into.</summary>
readonly ref struct CommandFilter
{
    readonly ReadOnlySpan<byte> pattern;
    readonly AclCategories category;
    readonly bool isNothing;

    CommandFilter(ReadOnlySpan<byte> pattern, AclCategories category, bool isNothing)
    {
        this.pattern = pattern;
        this.category = category;
        this.isNothing = isNothing;
    }

    /// <summary>Reads COMMAND LIST [FILTERBY kind value]; false where that is not what the call says.</summary>
    public static bool TryRead(in Call call, out CommandFilter filter)
    {
        filter = new("*"u8, AclCategories.None, isNothing: false);
        if (call.Count == 2) return true;
        if (call.Count != 5 || !Option.Is(call[2], "FILTERBY"u8)) return false;
        if (Option.Is(call[3], "PATTERN"u8)) filter = new(call[4], AclCategories.None, isNothing: false);
        // There are no modules, and so no commands of one: nothing is shown, as for a category that does not exist.
        else if (Option.Is(call[3], "MODULE"u8)) filter = new(default, AclCategories.None, isNothing: true);
        else if (Option.Is(call[3], "ACLCAT"u8))
        {
            var category = FlagNames.CategoryOf(call[4]);
            filter = new("*"u8, category, isNothing: category == AclCategories.None);
        }
        else return false;
        return true;
    }

    public bool Shows(CommandInfo command)
    {
        if (isNothing) return false;
        if (category != AclCategories.None && (command.Acl & category) == 0) return false;
        Span<byte> name = stackalloc byte[64];
        return GlobPattern.MatchesIgnoringCase(pattern, name[..Encoding.ASCII.GetBytes(command.Name, name)]);
    }
}
