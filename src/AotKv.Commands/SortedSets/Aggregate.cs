namespace AotKv.Commands.SortedSets;

/// <summary>What becomes of the scores of a member that several sets have.</summary>
enum Aggregate
{
    Sum,
    Minimum,
    Maximum,
}
