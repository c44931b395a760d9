namespace AotKv.Values.Lists;

/// <summary>What a long list is made of.</summary>
/// <param name="Blocks">The number of its blocks.</param>
/// <param name="Fill">list-max-listpack-size as it was when the list became long.</param>
/// <param name="Depth">list-compress-depth as it was then.</param>
public readonly record struct ListShape(int Blocks, int Fill, int Depth);
