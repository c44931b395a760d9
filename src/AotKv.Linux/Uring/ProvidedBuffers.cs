using System.Runtime.InteropServices;
using AotKv.Linux.Calls;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Linux.Uring;

/// <summary>
/// The receive buffers that the kernel picks from, shared by all sockets of a ring. It takes them in the order they
/// were given, round and round, so only as many are in the game as were ever needed: the rest stays untouched.
/// </summary>
//  | address | length | buffer | tail |   Entry 0. The kernel reads the tail in entry 0's last two bytes.
//  | address | length | buffer |      |   Entries 1 .. count - 1, 16 bytes each.
sealed unsafe class ProvidedBuffers
{
    internal const ushort Group = 0;
    const int InPlayAtStart = 64;

    readonly ReceiveMemory memory;
    readonly Entry* entries;
    readonly ulong entriesBytes;
    readonly int mask;
    int inPlay;
    ushort tail;

    /// <summary>How many the kernel has, counting those whose completion was not read yet.</summary>
    internal int Available { get; private set; }

    internal ProvidedBuffers(Ring ring, int count)
    {
        memory = new(count);
        mask = count - 1;
        entriesBytes = (ulong)count * (ulong)sizeof(Entry);
        entries = (Entry*)RingCalls.MapPages(entriesBytes);
        if (entries == null) throw new OutOfMemoryException("No memory for the ring of buffers.");
        LinuxException.ThrowIfFailed(
            RingCalls.ProvideBuffers(ring.Descriptor, (nint)entries, (uint)count, Group), "IORING_REGISTER_PBUF_RING");
        BringIntoPlay(Math.Min(InPlayAtStart, count));
    }

    internal NativeBytes View(int buffer, int length) => memory.View(buffer, length);

    /// <summary>The kernel filled one.</summary>
    internal void NoteTaken() => Available--;

    /// <summary>Gives one to the kernel, which sees it after <see cref="Publish"/>.</summary>
    internal void Return(int buffer)
    {
        ref var entry = ref entries[tail++ & mask];
        entry.Address = (ulong)memory.AddressOf(buffer);
        entry.Length = Network.ReceiveBufferBytes;
        entry.Buffer = (ushort)buffer;
        Available++;
    }

    /// <summary>Twice as many take part, up to all. Called when they ran out.</summary>
    internal void Grow() => BringIntoPlay(Math.Min(inPlay, memory.Count - inPlay));

    // Entries first, tail second: the kernel picks from every entry below the tail that it sees.
    internal void Publish() => Volatile.Write(ref entries[0].Tail, tail);

    internal void Free()
    {
        memory.Free();
        RingCalls.UnmapPages((nint)entries, entriesBytes);
    }

    void BringIntoPlay(int count)
    {
        for (var last = inPlay + count; inPlay < last; inPlay++) Return(inPlay);
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Entry
    {
        internal ulong Address;
        internal uint Length;
        internal ushort Buffer;
        internal ushort Tail;
    }
}
