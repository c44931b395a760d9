namespace AotKv.Engine.Catalog;

/// <summary>
/// Says where some of a command's keys are, as COMMAND INFO's key specifications do: where to begin, by position or
/// after a keyword, and how to go on, by a range or by a number that an argument holds. May be repeated, in order.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KeySpecAttribute : Attribute
{
    /// <summary>Begins at a position among the arguments.</summary>
    public KeySpecAttribute(int index, KeyFlags flags) => (Index, Flags) = (index, flags);

    /// <summary>
    /// Begins after a keyword, looked for from <paramref name="startFrom"/> on, or, where that is negative, from so far
    /// before the end backwards.
    /// </summary>
    public KeySpecAttribute(string keyword, int startFrom, KeyFlags flags) =>
        (Keyword, StartFrom, Flags) = (keyword, startFrom, flags);

    /// <summary>There are keys that cannot be found so.</summary>
    public KeySpecAttribute(KeyFlags flags) => Flags = flags;

    public int Index { get; }

    public string? Keyword { get; }

    public int StartFrom { get; }

    public KeyFlags Flags { get; }

    /// <summary>The last key, counted from the first; where negative, from the end of the arguments.</summary>
    public int Last { get; set; }

    /// <summary>From one key to the next.</summary>
    public int Step { get; set; } = 1;

    /// <summary>Where <see cref="Last"/> is -1: keys fill only one in so many of the arguments that are left.</summary>
    public int Limit { get; set; }

    /// <summary>
    /// Where the argument stands, from the beginning, that holds the number of keys. Replaces a range.
    /// </summary>
    public int CountAt { get; set; } = -1;

    /// <summary>With <see cref="CountAt"/>: where the first key stands, from the beginning.</summary>
    public int FirstKey { get; set; }

    public string Notes { get; set; } = "";
}
