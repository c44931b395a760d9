namespace AotKv.Linux.Uring;

/// <summary>The operations of io_uring that are used, by the kernel's numbers.</summary>
enum RingOperation : byte
{
    PollAdd = 6,
    SendMessage = 9,
    Cancel = 14,
    Send = 26,
    Receive = 27,
    MessageRing = 40,
}
