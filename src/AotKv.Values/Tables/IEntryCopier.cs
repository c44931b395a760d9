namespace AotKv.Values.Tables;

/// <summary>Is shown the entries of a table, one at a time, and returns what stands for each in its copy.</summary>
interface IEntryCopier<TEntry>
{
    TEntry Copy(TEntry entry);
}
