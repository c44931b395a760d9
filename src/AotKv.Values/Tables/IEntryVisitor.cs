namespace AotKv.Values.Tables;

/// <summary>Is shown the entries of a table, one at a time. It must not add or remove any meanwhile.</summary>
public interface IEntryVisitor<TEntry>
{
    void Visit(TEntry entry);
}
