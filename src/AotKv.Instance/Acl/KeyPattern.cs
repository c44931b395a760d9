using AotKv.Engine.Catalog;

namespace AotKv.Instance.Acl;

/// <summary>Keys of these names, and what may be done with them.</summary>
/// <param name="Text">The pattern as byte text.</param>
public sealed record KeyPattern(string Text, KeyPermission Permission)
{
    public byte[] Bytes { get; } = Configuration.ByteText.ToBytes(Text);

    /// <summary>As the rule that adds it.</summary>
    public override string ToString() => Permission switch
    {
        KeyPermission.Read => $"%R~{Text}",
        KeyPermission.Write => $"%W~{Text}",
        _ => $"~{Text}",
    };

    /// <summary>What a command needs for a key that it uses so.</summary>
    public static KeyPermission Needed(KeyFlags flags)
    {
        var needed = (flags & KeyFlags.Access) != 0 ? KeyPermission.Read : KeyPermission.None;
        const KeyFlags Changes = KeyFlags.Insert | KeyFlags.Delete | KeyFlags.Update;
        return (flags & Changes) != 0 ? needed | KeyPermission.Write : needed;
    }
}
