using AotKv.Engine.Catalog;
using AotKv.Instance.Acl;
using AotKv.Instance.Configuration;

namespace AotKv.Server.CommandLine;

/// <summary>
/// Applies rename-command and looks at users where they stand, so that a wrong one is refused with its line. At start,
/// on the main thread.
/// </summary>
sealed class FileOnlyLines(CommandTable commands, UserLines users) : FileOnlyDirectives
{
    public override bool TryRename(CommandRename rename, out string reason) =>
        commands.TryRename(rename.OldName, rename.NewName, out reason) && base.TryRename(rename, out reason);

    public override bool TryAddUser(IReadOnlyList<string> words, out string reason) =>
        users.TryCheck(words, out reason) && base.TryAddUser(words, out reason);
}
