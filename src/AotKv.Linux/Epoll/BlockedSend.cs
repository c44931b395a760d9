using System.Runtime.CompilerServices;
using AotKv.Linux.Calls;
using AotKv.Machine;

namespace AotKv.Linux.Epoll;

/// <summary>The rest of a send, waiting for room in the kernel's buffer. In native memory, from a free list.</summary>
unsafe struct BlockedSend
{
    /// <summary>The next free one, while free.</summary>
    internal BlockedSend* Next;

    /// <summary>Bytes that the kernel took so far.</summary>
    internal int Taken;

    /// <summary>The first piece that is not all taken.</summary>
    internal int First;

    internal int Count;

    internal Vectors Pieces;

    [InlineArray(Network.SendPiecesMax)]
    internal struct Vectors
    {
        IoVector first;
    }

    /// <summary>Notes that the kernel took bytes. True where nothing is left.</summary>
    internal bool Advance(int taken)
    {
        Taken += taken;
        while (First < Count)
        {
            ref var piece = ref Pieces[First];
            if (taken < piece.Length)
            {
                piece.Start += taken;
                piece.Length -= taken;
                return false;
            }
            taken -= (int)piece.Length;
            First++;
        }
        return true;
    }
}
