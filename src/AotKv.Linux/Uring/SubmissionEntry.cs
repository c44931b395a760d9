using System.Runtime.InteropServices;

namespace AotKv.Linux.Uring;

/// <summary>struct io_uring_sqe, 64 bytes: one operation asked of the kernel.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
struct SubmissionEntry
{
    [FieldOffset(0)] internal RingOperation Operation;
    [FieldOffset(1)] internal byte Flags;
    [FieldOffset(2)] internal ushort Priority;
    [FieldOffset(4)] internal int Descriptor;
    [FieldOffset(8)] internal ulong Offset;
    [FieldOffset(16)] internal ulong Address;
    [FieldOffset(24)] internal uint Length;
    [FieldOffset(28)] internal uint OperationFlags;
    [FieldOffset(32)] internal ulong UserData;
    [FieldOffset(40)] internal ushort BufferGroup;

    /// <summary>The completion is left out where the operation succeeds.</summary>
    internal const byte SkipSuccess = 1 << 6;

    /// <summary>The kernel picks a buffer of <see cref="BufferGroup"/>.</summary>
    internal const byte SelectBuffer = 1 << 5;

    /// <summary>In <see cref="Priority"/> of a receive: one entry, many completions.</summary>
    internal const ushort ReceiveMultishot = 1 << 1;

    /// <summary>In <see cref="Length"/> of a poll: one entry, a completion for each wake-up.</summary>
    internal const uint PollMultishot = 1;
}
