using System.Runtime.CompilerServices;
using AotKv.Linux.Calls;

namespace AotKv.Linux.Uring;

/// <summary>
/// One io_uring: entries are written into the kernel's memory, handed over by one call per turn, and completions are
/// read from the kernel's memory. The thread that calls <see cref="Enable"/> is the only one that may use it after.
/// The completions' work is deferred to that thread's own calls, so nothing ever interrupts it.
/// </summary>
sealed unsafe class Ring : IDisposable
{
    const uint SubmissionsMax = 1024;
    const uint CompletionsMax = 8192;
    const uint OverflowFlag = 1 << 1;
    const uint WorkPendingFlag = 1 << 2;

    RingMap map;
    uint submissionTail;
    uint submittedTail;
    uint completionHead;
    int index = -1;
    int owner;

    /// <summary>Throws <see cref="LinuxException"/> where the kernel refuses.</summary>
    internal Ring()
    {
        fixed (RingMap* filled = &map)
            LinuxException.ThrowIfFailed(RingCalls.Open(SubmissionsMax, CompletionsMax, filled), "io_uring_setup");
    }

    internal int Descriptor => map.Descriptor;

    internal bool IsEnabled => owner != 0;

    /// <summary>Whether the kernel took every entry prepared; it has then copied what they point to.</summary>
    internal bool IsAllSubmitted => submissionTail == submittedTail;

    internal bool HasCompletions => Volatile.Read(ref *map.CompletionTail) != completionHead;

    /// <summary>Makes the calling thread the ring's.</summary>
    internal void Enable()
    {
        int registered;
        LinuxException.ThrowIfFailed(RingCalls.Enable(map.Descriptor, &registered), "io_uring_register");
        index = registered;
        owner = Environment.CurrentManagedThreadId;
    }

    /// <summary>An entry to fill, zeroed. Hands over what is prepared where the queue is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref SubmissionEntry Prepare()
    {
        while (submissionTail - submittedTail == map.SubmissionCount) Enter(timeoutNanoseconds: 0);
        ref var entry = ref map.Submissions[submissionTail++ & (map.SubmissionCount - 1)];
        entry = default;
        return ref entry;
    }

    /// <summary>
    /// Hands over what was prepared, and waits for a completion unless some are there. 0: does not wait; negative:
    /// waits without limit. Makes no call where there is nothing to do.
    /// </summary>
    internal void Enter(long timeoutNanoseconds)
    {
        // Entries first, tail second: the kernel reads every entry below the tail that it sees.
        Volatile.Write(ref *map.SubmissionTail, submissionTail);
        var wanted = timeoutNanoseconds != 0 && !HasCompletions ? 1u : 0u;
        if (wanted == 0 && IsAllSubmitted && !HasWorkPending) return;

        var result = RingCalls.Enter(
            map.Descriptor, index, submissionTail - submittedTail, wanted, timeoutNanoseconds);
        submittedTail = Volatile.Read(ref *map.SubmissionHead);
        if (result < 0) CheckEnter(-result);
    }

    /// <summary>The oldest completion not taken yet; its place is in use until <see cref="Release"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryTake(out CompletionEntry completion)
    {
        if (Volatile.Read(ref *map.CompletionTail) == completionHead)
        {
            completion = default;
            return false;
        }
        completion = map.Completions[completionHead++ & (map.CompletionCount - 1)];
        return true;
    }

    /// <summary>Gives the kernel the places of all completions taken.</summary>
    internal void Release() => Volatile.Write(ref *map.CompletionHead, completionHead);

    public void Dispose()
    {
        // The thread's own index keeps the ring alive; only that thread can give it up.
        if (index >= 0 && owner == Environment.CurrentManagedThreadId) RingCalls.ForgetIndex(map.Descriptor, index);
        fixed (RingMap* closed = &map) RingCalls.Close(closed);
    }

    bool HasWorkPending => (Volatile.Read(ref *map.SubmissionFlags) & (OverflowFlag | WorkPendingFlag)) != 0;

    static void CheckEnter(int error)
    {
        // The wait was over, a signal came, or the kernel is short of something: the next turn tries again.
        if (error is Errno.TimerExpired or Errno.Interrupted or Errno.Busy or Errno.TryAgain) return;
        throw new LinuxException("io_uring_enter", error);
    }
}
