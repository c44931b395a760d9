using AotKv.Engine.Catalog;
using AotKv.Instance.Configuration;

namespace AotKv.Server.CommandLine;

/// <summary>
/// Applies rename-command where it stands, so that a wrong one is refused with its line. At start, on the main thread.
/// </summary>
sealed class CommandRenames(CommandTable commands) : FileOnlyDirectives
{
    public override bool TryRename(CommandRename rename, out string reason) =>
        commands.TryRename(rename.OldName, rename.NewName, out reason) && base.TryRename(rename, out reason);
}
