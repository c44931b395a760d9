namespace AotKv.Values.Streams;

/// <summary>What stands in <see cref="SortedBlocks{T}"/>: a fixed number of bytes, ordered by an id.</summary>
public interface IStreamItem
{
    StreamId Id { get; }
}
