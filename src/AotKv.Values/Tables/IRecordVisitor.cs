namespace AotKv.Values.Tables;

/// <summary>Is shown the records of a table, one at a time. It must not add or remove any meanwhile.</summary>
public interface IRecordVisitor
{
    void Visit(Record record);
}
