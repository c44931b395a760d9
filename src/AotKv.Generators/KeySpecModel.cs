namespace AotKv.Generators;

/// <summary>One key specification, as declared.</summary>
sealed record KeySpecModel
{
    public int Flags { get; init; }
    public int Index { get; init; }
    public string Keyword { get; init; } = "";
    public int StartFrom { get; init; }
    public int Last { get; init; }
    public int Step { get; init; } = 1;
    public int Limit { get; init; }
    public int CountAt { get; init; } = -1;
    public int FirstKey { get; init; }
    public string Notes { get; init; } = "";
}
