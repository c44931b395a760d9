using System.Runtime.InteropServices;

namespace AotKv.Linux.Uring;

/// <summary>Where the kernel put the parts of a ring: struct map of native/ring.c.</summary>
[StructLayout(LayoutKind.Sequential)]
unsafe struct RingMap
{
    internal uint* SubmissionHead;
    internal uint* SubmissionTail;
    internal uint* SubmissionFlags;
    internal uint* CompletionHead;
    internal uint* CompletionTail;
    internal SubmissionEntry* Submissions;
    internal CompletionEntry* Completions;
    internal nint Rings;
    internal ulong RingsSize;
    internal uint SubmissionCount;
    internal uint CompletionCount;
    internal int Descriptor;
    internal uint Features;
}
