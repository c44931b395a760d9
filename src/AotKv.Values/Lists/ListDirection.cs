namespace AotKv.Values.Lists;

/// <summary>Which way a list is walked.</summary>
public enum ListDirection : byte
{
    /// <summary>From head to tail.</summary>
    Forward,

    /// <summary>From tail to head.</summary>
    Backward,
}
