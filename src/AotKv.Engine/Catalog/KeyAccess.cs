namespace AotKv.Engine.Catalog;

/// <summary>What a command may do with keys. Follows from the parameters of its method.</summary>
public enum KeyAccess : byte
{
    None,
    Read,
    Write,
}
