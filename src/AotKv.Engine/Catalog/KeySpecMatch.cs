namespace AotKv.Engine.Catalog;

/// <summary>What a key spec found in a request.</summary>
public enum KeySpecMatch : byte
{
    Found,

    /// <summary>Its keyword is not there.</summary>
    Absent,

    /// <summary>It does not fit the arguments, or cannot say.</summary>
    Invalid,
}
