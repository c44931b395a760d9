namespace AotKv.Instance.Acl;

/// <summary>
/// A user whom clients may be. Its clients hold it; what it may do is replaced as a whole, by one store, and counts
/// from the next command on.
/// </summary>
public sealed class User(string name, UserRules rules)
{
    UserRules rules = rules;

    /// <summary>Byte text.</summary>
    public string Name { get; } = name;

    public UserRules Rules
    {
        get => Volatile.Read(ref rules);
        set => Volatile.Write(ref rules, value);
    }

    /// <summary>As a line of an ACL file.</summary>
    public override string ToString() => $"user {Name} {Rules}";
}
