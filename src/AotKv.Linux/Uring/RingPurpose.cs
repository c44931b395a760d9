namespace AotKv.Linux.Uring;

/// <summary>What an operation was started for: the top byte of its user data.</summary>
enum RingPurpose : byte
{
    None,
    Receive,
    Send,

    /// <summary>Some listener has connections.</summary>
    Listeners,

    /// <summary>Another thread wrote to the eventfd.</summary>
    WakeByEvent,

    /// <summary>Another core's ring sent a message.</summary>
    WakeByMessage,

    /// <summary>A message to another core's ring could not be delivered.</summary>
    MessageFailed,

    /// <summary>A cancellation came too late or found nothing.</summary>
    Cancel,
}
