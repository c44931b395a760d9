using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>native/epoll.c.</summary>
static unsafe class EpollCalls
{
    internal const int Add = 1;
    internal const int Remove = 2;
    internal const int Modify = 3;

    internal const uint Readable = 0x1;
    internal const uint Writable = 0x4;
    internal const uint Failed = 0x8;
    internal const uint HungUp = 0x10;
    internal const uint PeerFinished = 0x2000;
    internal const uint EdgeTriggered = 1u << 31;

    [DllImport(Native, EntryPoint = "aotkv_epoll_create")]
    internal static extern int Create();

    [DllImport(Native, EntryPoint = "aotkv_epoll_control")]
    internal static extern int Control(int epoll, int operation, int descriptor, uint events, ulong data);

    [DllImport(Native, EntryPoint = "aotkv_epoll_wait")]
    internal static extern int Wait(int epoll, EpollEvent* ready, int count, long nanoseconds);

    [DllImport(Native, EntryPoint = "aotkv_eventfd_create")]
    internal static extern int CreateEventDescriptor();

    [DllImport(Native, EntryPoint = "aotkv_eventfd_signal")]
    internal static extern int SignalEventDescriptor(int descriptor);
}
