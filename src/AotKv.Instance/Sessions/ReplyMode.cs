namespace AotKv.Instance.Sessions;

/// <summary>CLIENT REPLY: which replies a client wants.</summary>
public enum ReplyMode : byte
{
    On,
    Off,

    /// <summary>The running command's and the next one's replies are dropped.</summary>
    SkipNext,

    /// <summary>The running command's reply is dropped.</summary>
    SkipThis,
}
