namespace AotKv.Linearizability;

/// <summary>The types of values that the model knows.</summary>
enum ModelKind : byte
{
    String,
    List,
    Set,
    SortedSet,
}
