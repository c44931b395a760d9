namespace AotKv.Engine.Messaging;

/// <summary>What a message asks of the core that takes it.</summary>
public enum MessageKind : byte
{
    /// <summary>Subject is a ShardWork: run it on the core's shard.</summary>
    Run,

    /// <summary>Subject is an IFinish whose last part has run: go on with its connection.</summary>
    Finished,

    /// <summary>Subject is an Exclusive that is about to begin: say that this core is there.</summary>
    Ask,

    /// <summary>Subject is an Exclusive: one of the cores it asked is there.</summary>
    Answer,

    /// <summary>Subject is an Exclusive that all its shards are lent to: run it.</summary>
    Ready,

    /// <summary>The core's shard comes back from an exclusive transaction.</summary>
    Return,

    /// <summary>Subject is a CoreTask: run it on the core's thread.</summary>
    Task,
}
