namespace AotKv.Commands.SortedSets;

/// <summary>In which order a range is answered.</summary>
enum RangeDirection
{
    /// <summary>The arguments decide; forward where they say nothing.</summary>
    Any,
    Forward,
    Reverse,
}
