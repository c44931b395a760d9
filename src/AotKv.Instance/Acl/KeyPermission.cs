namespace AotKv.Instance.Acl;

/// <summary>What may be done with a key's value.</summary>
[Flags]
public enum KeyPermission : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    All = Read | Write,
}
