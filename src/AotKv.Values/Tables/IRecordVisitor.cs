namespace AotKv.Values.Tables;

/// <summary>Is shown the records of a key table.</summary>
public interface IRecordVisitor : IEntryVisitor<Record>;
