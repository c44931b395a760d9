namespace AotKv.Engine.Catalog;

/// <summary>
/// A command's place in the table. Means nothing outside the process: another build numbers otherwise.
/// </summary>
public readonly record struct CommandId(ushort Value);
