namespace AotKv.Instance.Configuration;

/// <summary>A directive whose values are of one type; each kind derives from it.</summary>
public abstract class Directive<T>(string name, T fallback) : Directive(name)
    where T : notnull
{
    readonly object boxedDefault = fallback;

    public T Default => (T)boxedDefault;

    internal sealed override object BoxedDefault => boxedDefault;

    /// <summary>Reads a value from its words; the count is already checked unless it takes several words.</summary>
    internal abstract bool TryRead(string[] words, in Reading reading, out T value, out string reason);

    /// <summary>The value as CONFIG GET shows it.</summary>
    internal abstract string Show(T value);

    /// <summary>By default one line, `name value`, written where the value is not the default.</summary>
    internal virtual void Rewrite(T value, RewrittenFile file) =>
        file.Write(Name, $"{Name} {Show(value)}", Show(value) == Show(Default) ? LineNeed.IfPresent : LineNeed.Always);

    internal sealed override bool TryReadBoxed(
        string[] words, in Reading reading, out object value, out string reason)
    {
        var isRead = TryRead(words, reading, out var typed, out reason);
        value = typed;
        return isRead;
    }

    internal sealed override string ShowBoxed(object value) => Show((T)value);

    internal sealed override void RewriteBoxed(object value, RewrittenFile file) => Rewrite((T)value, file);
}
