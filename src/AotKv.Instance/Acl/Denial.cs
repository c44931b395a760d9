namespace AotKv.Instance.Acl;

/// <summary>What a request is denied for. Where selectors differ, the one that comes later here is answered.</summary>
public enum Denial : byte
{
    None,
    Database,
    Command,
    Key,
    Channel,
}
