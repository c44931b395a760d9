using System.Runtime.InteropServices;

namespace AotKv.Memory.Blocks;

/// <summary>
/// Where cores leave the blocks they have too many of and fetch those they lack: blocks travel with replies from the
/// core that ran a command to the core that owns the connection, and come back by here. One for the process; the
/// lock is taken once for many blocks.
/// </summary>
public sealed unsafe class BlockDepot : IDisposable
{
    const int CacheLineBytes = 64;

    /// <summary>
    /// The beginnings of blocks, which are all that short replies use, must not stand at a power of two from each
    /// other: they would share a few sets of the cache.
    /// </summary>
    const int Stagger = 9 * CacheLineBytes;

    readonly Lock gate = new();
    nint first;
    int count;
    long allocated;
    long allocatedSmall;

    /// <summary>Bytes of all blocks that exist, in use or not.</summary>
    public long BytesReserved =>
        Interlocked.Read(ref allocated) * Block.Size + Interlocked.Read(ref allocatedSmall) * Block.SmallSize;

    internal nint AllocateBlock()
    {
        Interlocked.Increment(ref allocated);
        return (nint)NativeMemory.AlignedAlloc(Block.Size + Stagger, CacheLineBytes);
    }

    internal void FreeBlock(nint block)
    {
        Interlocked.Decrement(ref allocated);
        NativeMemory.AlignedFree((void*)block);
    }

    internal nint AllocateSmallBlock()
    {
        Interlocked.Increment(ref allocatedSmall);
        return (nint)NativeMemory.Alloc(Block.SmallSize);
    }

    internal void FreeSmallBlock(nint block)
    {
        Interlocked.Decrement(ref allocatedSmall);
        NativeMemory.Free((void*)block);
    }

    /// <summary>Takes up to <paramref name="wanted"/> linked blocks; returns how many.</summary>
    internal int Take(int wanted, out nint chain)
    {
        lock (gate)
        {
            var taken = 0;
            chain = 0;
            while (taken < wanted && first != 0)
            {
                var block = new Block(first);
                first = block.Next;
                block.Next = chain;
                chain = block.Address;
                taken++;
            }
            count -= taken;
            return taken;
        }
    }

    /// <summary>Leaves linked blocks; what the depot has no use for is freed.</summary>
    internal void Leave(nint chain)
    {
        lock (gate)
        {
            while (chain != 0)
            {
                var block = new Block(chain);
                chain = block.Next;
                if (count >= BlocksKeptMax)
                {
                    FreeBlock(block.Address);
                    continue;
                }
                block.Next = first;
                first = block.Address;
                count++;
            }
        }
    }

    const int BlocksKeptMax = 256;

    public void Dispose()
    {
        lock (gate)
        {
            while (first != 0)
            {
                var block = new Block(first);
                first = block.Next;
                FreeBlock(block.Address);
            }
            count = 0;
        }
    }
}
