namespace AotKv.Instance.Configuration;

/// <summary>One `rename-command` line; an empty new name removes the command.</summary>
public readonly record struct CommandRename(string OldName, string NewName);
