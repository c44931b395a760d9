namespace AotKv.Instance.Configuration;

/// <summary>Addresses to listen on; a leading `-` lets an address be missing on this machine.</summary>
public sealed class AddressListDirective(string name, params string[] fallback)
    : Directive<IReadOnlyList<string>>(name, fallback)
{
    const int AddressesMax = 16;

    /// <summary>True where the default is never written to a file (bind); else an empty list is not.</summary>
    public bool IsDroppedAtDefault { get; init; }

    internal override bool TryRead(
        string[] words, in Reading reading, out IReadOnlyList<string> value, out string reason)
    {
        value = words is [""] ? [] : words;
        reason = "Too many bind addresses specified.";
        return words.Length <= AddressesMax;
    }

    internal override string Show(IReadOnlyList<string> value) => string.Join(' ', value);

    internal override void Rewrite(IReadOnlyList<string> value, RewrittenFile file)
    {
        if (IsDroppedAtDefault && value.SequenceEqual(Default)) file.Drop(Name);
        else if (IsDroppedAtDefault || value.Count > 0)
            file.Write(Name, value.Count == 0 ? $"{Name} \"\"" : $"{Name} {Show(value)}", LineNeed.Always);
    }
}
