using System.Runtime.InteropServices;

namespace AotKv.Linux.Uring;

/// <summary>struct io_uring_cqe, 16 bytes: what became of one operation.</summary>
[StructLayout(LayoutKind.Sequential)]
struct CompletionEntry
{
    internal ulong UserData;
    internal int Result;
    internal uint Flags;

    const uint HasBufferFlag = 1;
    const uint MoreFlag = 2;
    const int BufferShift = 16;

    /// <summary>The operation goes on and will complete again.</summary>
    internal readonly bool IsMoreToCome => (Flags & MoreFlag) != 0;

    /// <summary>The buffer that the kernel picked, or -1.</summary>
    internal readonly int Buffer => (Flags & HasBufferFlag) != 0 ? (int)(Flags >> BufferShift) : -1;
}
