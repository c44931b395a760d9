namespace AotKv.Instance.Configuration;

/// <summary>What a directive may need to know while it reads a value.</summary>
/// <param name="Current">The value that would be replaced, boxed; a list may keep parts of it.</param>
/// <param name="Appends">True where the same file already had this directive: `save` then adds points.</param>
/// <param name="Files">For `dir`, which changes the working directory as it is read.</param>
internal readonly record struct Reading(object Current, bool Appends, ConfigurationFiles Files);
