namespace AotKv.Values.SortedSets;

/// <summary>Is shown members of a sorted set with their scores. It must not change the set meanwhile.</summary>
public interface IScoreVisitor
{
    void Visit(scoped ReadOnlySpan<byte> member, double score);
}
