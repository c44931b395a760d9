namespace AotKv.Instance.Configuration;

/// <summary>yes or no.</summary>
public sealed class SwitchDirective(string name, bool fallback) : Directive<bool>(name, fallback)
{
    internal override bool TryRead(string[] words, in Reading reading, out bool value, out string reason)
    {
        value = words[0].Equals("yes", StringComparison.OrdinalIgnoreCase);
        reason = "argument must be 'yes' or 'no'";
        return value || words[0].Equals("no", StringComparison.OrdinalIgnoreCase);
    }

    internal override string Show(bool value) => value ? "yes" : "no";
}
