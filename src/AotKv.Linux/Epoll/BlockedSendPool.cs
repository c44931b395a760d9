using System.Runtime.InteropServices;

namespace AotKv.Linux.Epoll;

/// <summary>Free <see cref="BlockedSend"/>s, kept for slow readers to come. One thread's.</summary>
unsafe struct BlockedSendPool
{
    BlockedSend* free;

    internal BlockedSend* Take()
    {
        var taken = free;
        if (taken == null) return (BlockedSend*)NativeMemory.Alloc((nuint)sizeof(BlockedSend));
        free = taken->Next;
        return taken;
    }

    internal void Return(BlockedSend* send)
    {
        send->Next = free;
        free = send;
    }

    internal void Free()
    {
        while (free != null) NativeMemory.Free(Take());
    }
}
