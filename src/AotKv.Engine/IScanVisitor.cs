using AotKv.Values;

namespace AotKv.Engine;

/// <summary>
/// Is shown the live ones of the keys it wants; those past their deadline are deleted.
/// </summary>
public interface IScanVisitor : IKeyVisitor
{
    /// <summary>Whether the key is to be shown, or deleted if expired. Called once for each key met.</summary>
    bool Wants(Record record);
}
