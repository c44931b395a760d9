using System.Runtime.InteropServices;
using AotKv.Linux.Uring;

namespace AotKv.Linux.Calls;

/// <summary>native/ring.c.</summary>
static unsafe class RingCalls
{
    [DllImport(Native, EntryPoint = "aotkv_ring_open")]
    internal static extern int Open(uint entries, uint completions, RingMap* map);

    [DllImport(Native, EntryPoint = "aotkv_ring_close")]
    internal static extern void Close(RingMap* map);

    [DllImport(Native, EntryPoint = "aotkv_ring_enable")]
    internal static extern int Enable(int descriptor, int* index);

    [DllImport(Native, EntryPoint = "aotkv_ring_forget_index")]
    internal static extern int ForgetIndex(int descriptor, int index);

    [DllImport(Native, EntryPoint = "aotkv_ring_supports")]
    internal static extern int Supports(int descriptor, int operation);

    [DllImport(Native, EntryPoint = "aotkv_ring_provide_buffers")]
    internal static extern int ProvideBuffers(int descriptor, nint ring, uint count, int group);

    [DllImport(Native, EntryPoint = "aotkv_ring_enter")]
    internal static extern int Enter(int descriptor, int index, uint submit, uint wanted, long nanoseconds);

    [DllImport(Native, EntryPoint = "aotkv_map_pages")]
    internal static extern nint MapPages(ulong size);

    [DllImport(Native, EntryPoint = "aotkv_unmap_pages")]
    internal static extern int UnmapPages(nint pages, ulong size);
}
