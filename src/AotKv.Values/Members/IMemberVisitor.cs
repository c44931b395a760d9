using AotKv.Values.Tables;

namespace AotKv.Values.Members;

/// <summary>Is shown the members of a table, one at a time. It must not add or remove any meanwhile.</summary>
public interface IMemberVisitor : IEntryVisitor<Member>;
