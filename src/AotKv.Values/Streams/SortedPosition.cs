namespace AotKv.Values.Streams;

/// <summary>A place in <see cref="SortedBlocks{T}"/>, good until items are added or removed.</summary>
public struct SortedPosition
{
    internal int Block;
    internal int Index;
}
