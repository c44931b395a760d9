using AotKv.Values;

namespace AotKv.Engine;

/// <summary>Is shown keys one by one while they are walked. The record is valid during the call only.</summary>
public interface IKeyVisitor
{
    void Visit(Record record);
}
