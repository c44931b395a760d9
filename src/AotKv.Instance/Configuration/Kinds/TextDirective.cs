namespace AotKv.Instance.Configuration;

/// <summary>Any text, or what its check lets pass. Where nothing is set the value is empty, never null.</summary>
public sealed class TextDirective(string name, string fallback) : Directive<string>(name, fallback)
{
    /// <summary>The reason a text is refused, in Valkey's words; null lets it pass.</summary>
    public Func<string, string?>? Refusal { get; init; }

    /// <summary>True where empty means unset, so that a rewritten file leaves the line out.</summary>
    public bool EmptyMeansUnset { get; init; }

    internal override bool TryRead(string[] words, in Reading reading, out string value, out string reason)
    {
        value = words[0];
        var refusal = Refusal?.Invoke(value);
        reason = refusal ?? "";
        return refusal is null;
    }

    internal override string Show(string value) => value;

    internal override void Rewrite(string value, RewrittenFile file)
    {
        if (EmptyMeansUnset && value.Length == 0) file.Drop(Name);
        else
        {
            var need = value == Default ? LineNeed.IfPresent : LineNeed.Always;
            file.Write(Name, $"{Name} {ConfigurationLine.Quote(value)}", need);
        }
    }
}
