namespace AotKv.Instance.Configuration;

/// <summary>
/// One directive of the configuration: its name, its kind, what it accepts. Immutable, made once in a theme
/// (<see cref="DirectiveTable"/>); the values live in <see cref="Settings"/>, at <see cref="Index"/>.
/// All text is byte text (<see cref="ByteText"/>): one char a byte, so that any password survives.
/// </summary>
public abstract class Directive(string name)
{
    public string Name { get; } = name;

    /// <summary>The older name, which works everywhere the name does; null where there is none.</summary>
    public string? Alias { get; init; }

    public DirectiveTraits Traits { get; init; }

    /// <summary>The place of the value in a <see cref="Settings"/>; given by the table.</summary>
    internal int Index { get; set; }

    public bool Has(DirectiveTraits trait) => (Traits & trait) != 0;

    /// <summary>The value where nobody sets one, boxed.</summary>
    internal abstract object BoxedDefault { get; }

    /// <summary>Reads a value from its words. On failure the reason is in Valkey's words.</summary>
    internal abstract bool TryReadBoxed(string[] words, in Reading reading, out object value, out string reason);

    /// <summary>The value as CONFIG GET shows it.</summary>
    internal abstract string ShowBoxed(object value);

    /// <summary>Writes the value into a configuration file that is being rewritten.</summary>
    internal abstract void RewriteBoxed(object value, RewrittenFile file);
}
