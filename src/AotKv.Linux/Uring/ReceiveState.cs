namespace AotKv.Linux.Uring;

/// <summary>Where a socket's multishot receive stands.</summary>
enum ReceiveState : byte
{
    /// <summary>None is under way: the socket is paused or closing.</summary>
    Off,

    Armed,

    /// <summary>Its cancellation was asked for; its last completion is still to come.</summary>
    Cancelling,

    /// <summary>It ended for want of buffers and waits for some to be returned.</summary>
    Starved,

    /// <summary>The end of the stream, or its failure, was delivered.</summary>
    Ended,
}
