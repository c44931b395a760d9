namespace AotKv.Engine.Catalog;

/// <summary>
/// Where the keys of most commands are. What fits none of these declares a <see cref="KeySpecAttribute"/>.
/// </summary>
public enum Touches : byte
{
    /// <summary>There are no keys, or key specs say where.</summary>
    None,

    /// <summary>The first argument: GET key.</summary>
    First,

    /// <summary>The second argument: OBJECT ENCODING key.</summary>
    Second,

    /// <summary>Every argument: DEL key [key ...].</summary>
    All,

    /// <summary>Every argument but the last: BLPOP key [key ...] timeout.</summary>
    AllButLast,

    /// <summary>The first of each two: MSET key value [key value ...].</summary>
    Pairs,
}
