namespace AotKv.Engine;

/// <summary>What was found under a key.</summary>
public enum Lookup : byte
{
    Found,
    Missing,

    /// <summary>A value of another type than was asked for.</summary>
    WrongType,
}
