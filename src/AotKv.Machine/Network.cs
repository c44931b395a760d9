using AotKv.Memory;

namespace AotKv.Machine;

/// <summary>
/// Sockets as one core sees them: operations are prepared during a loop turn, handed to the machine in one batch, and
/// come back as completions. Owned and called by one thread, but for <see cref="Wake"/>. Linux has two
/// implementations with the same semantics, io_uring and epoll.
/// </summary>
public abstract class Network : IDisposable
{
    /// <summary>"io_uring" or "epoll".</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Hands over what was prepared, waits until something completes, <see cref="Wake"/> is called or
    /// <paramref name="timeoutNanoseconds"/> have passed (0: do not wait; negative: no limit), and fills
    /// <paramref name="completions"/> (two at least). Returns how many were filled: 0 also where it was woken, where
    /// only the network's own business completed, or where a signal came.
    /// </summary>
    public abstract int SubmitAndReap(Span<Completion> completions, long timeoutNanoseconds);

    /// <summary>Ends the owner's wait in <see cref="SubmitAndReap"/>, now or at its next call. Any thread.</summary>
    public abstract void Wake();

    /// <summary>
    /// Wakes another core's network from this network's own thread, which may cost less than <see cref="Wake"/> on
    /// it. Takes effect by this network's next <see cref="SubmitAndReap"/> at the latest.
    /// </summary>
    public virtual void WakeOther(Network other) => other.Wake();

    /// <summary>Watches a listening socket, which stays the caller's.</summary>
    public abstract void Listen(int listener, long token);

    /// <summary>Stops watching a listening socket.</summary>
    public abstract void StopListening(int listener);

    /// <summary>
    /// Takes one waiting connection of a listener, non-blocking and close-on-exec. Returns the socket, or -errno
    /// (-EAGAIN where none waits).
    /// </summary>
    public abstract int TryAccept(int listener);

    /// <summary>
    /// Makes a socket the network's: its bytes arrive as completions with <paramref name="token"/> until
    /// <see cref="Close"/>. The token is not used again before its <see cref="CompletionKind.Closed"/>.
    /// </summary>
    public abstract void Open(int socket, long token);

    /// <summary>
    /// Stops asking for bytes of a socket. Completions already under way (at most what its buffers hold) may still
    /// come and must be accepted.
    /// </summary>
    public abstract void PauseReceiving(int socket, long token);

    /// <summary>Asks for bytes again.</summary>
    public abstract void ResumeReceiving(int socket, long token);

    /// <summary>
    /// Sends pieces in order. They stay valid and unchanged until the <see cref="CompletionKind.Sent"/> of this
    /// call. At most one send of a socket is under way; a short one is the caller's to continue. At most
    /// <see cref="SendPiecesMax"/> pieces.
    /// </summary>
    public abstract void Send(int socket, long token, ReadOnlySpan<NativeBytes> pieces);

    /// <summary>The most pieces a <see cref="Send"/> takes.</summary>
    public const int SendPiecesMax = 64;

    /// <summary>The most bytes that one <see cref="CompletionKind.Received"/> brings.</summary>
    public const int ReceiveBufferBytes = 16 * 1024;

    /// <summary>
    /// Cancels what is under way and closes the socket. No bytes are received any more, but for those that the
    /// caller's batch already holds. The <see cref="CompletionKind.Sent"/> of a send under way still comes (with what
    /// was taken, or -ECANCELED), and then, last, <see cref="CompletionKind.Closed"/>, before which no connection
    /// gets the same descriptor.
    /// </summary>
    public abstract void Close(int socket, long token);

    /// <summary>Gives a lent receive buffer back.</summary>
    public abstract void ReturnBuffer(int bufferId);

    public abstract void Dispose();
}
