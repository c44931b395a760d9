namespace AotKv.Generators;

/// <summary>Which parameters a command's method has.</summary>
enum CommandShape
{
    /// <summary>No method: a container.</summary>
    None,

    /// <summary>Call, KeyspaceReader, Reply.</summary>
    Reader,

    /// <summary>Call, Keyspace, Reply.</summary>
    Writer,

    /// <summary>Call, Session, Reply.</summary>
    Session,

    /// <summary>Call, Session, Keyspace, Reply.</summary>
    Whole,

    /// <summary>Call, Reply.</summary>
    Anywhere,
}
