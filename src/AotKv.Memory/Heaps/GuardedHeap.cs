using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// The heap of a guarded build: every block is fenced on both sides, freed memory is poisoned and kept for a while, and
/// what was written outside a block or after its end of life is found when it is freed, leaves the quarantine or at
/// Dispose. Owned by one shard. New memory is not zero, so that nobody comes to rely on it.
/// </summary>
sealed unsafe class GuardedHeap : IDisposable
{
    //  | fence, 32 bytes | block | fence, 32 bytes |
    const int FenceBytes = 32;
    const byte FenceFill = 0xFE;
    const byte NewFill = 0xCD;
    const byte FreedFill = 0xDD;
    const long QuarantineBytesMax = 4 << 20;

    readonly Dictionary<nint, long> live = [];
    readonly Queue<(nint Address, long Bytes)> quarantine = [];
    readonly HashSet<nint> freed = [];
    long quarantineBytes;

    /// <summary>How many blocks are in use.</summary>
    public int LiveBlocks => live.Count;

    public nint Allocate(long bytes)
    {
        var start = (byte*)NativeMemory.AlignedAlloc((nuint)(bytes + 2 * FenceBytes), FenceBytes);
        new Span<byte>(start, FenceBytes).Fill(FenceFill);
        NativeMemory.Fill(start + FenceBytes, (nuint)bytes, NewFill);
        new Span<byte>(start + FenceBytes + bytes, FenceBytes).Fill(FenceFill);
        var address = (nint)start + FenceBytes;
        live.Add(address, bytes);
        return address;
    }

    /// <summary>Frees a block; <paramref name="bytes"/> must be what it was allocated with.</summary>
    public void Free(nint address, long bytes)
    {
        Check(address, bytes);
        live.Remove(address);
        NativeMemory.Fill((void*)address, (nuint)bytes, FreedFill);
        quarantine.Enqueue((address, bytes));
        freed.Add(address);
        quarantineBytes += bytes;
        while (quarantineBytes > QuarantineBytesMax) ReleaseOldest();
    }

    /// <summary>Takes a block over into a plain allocation of its own, which the cleaner can free.</summary>
    public nint Detach(nint address, long bytes)
    {
        var copy = (nint)NativeMemory.Alloc((nuint)bytes);
        Buffer.MemoryCopy((void*)address, (void*)copy, bytes, bytes);
        Free(address, bytes);
        return copy;
    }

    /// <summary>Checks the fences of all blocks in use.</summary>
    public void Verify()
    {
        foreach (var (address, bytes) in live) CheckFences(address, bytes);
    }

    public void Dispose()
    {
        Verify();
        while (quarantine.Count > 0) ReleaseOldest();
        foreach (var address in live.Keys) NativeMemory.AlignedFree((void*)(address - FenceBytes));
        live.Clear();
    }

    void Check(nint address, long bytes)
    {
        if (!live.TryGetValue(address, out var allocated))
            throw new HeapGuardException(freed.Contains(address)
                ? $"The block at {address:x} was freed twice."
                : $"There is no block at {address:x} to free.");
        if (allocated != bytes)
            throw new HeapGuardException($"The block at {address:x} has {allocated} bytes and was freed as {bytes}.");
        CheckFences(address, bytes);
    }

    static void CheckFences(nint address, long bytes)
    {
        var before = new ReadOnlySpan<byte>((byte*)address - FenceBytes, FenceBytes);
        var after = new ReadOnlySpan<byte>((byte*)address + bytes, FenceBytes);
        if (before.ContainsAnyExcept(FenceFill))
            throw new HeapGuardException($"Something wrote before the block of {bytes} bytes at {address:x}.");
        if (after.ContainsAnyExcept(FenceFill))
            throw new HeapGuardException($"Something wrote past the block of {bytes} bytes at {address:x}.");
    }

    void ReleaseOldest()
    {
        var (address, bytes) = quarantine.Dequeue();
        quarantineBytes -= bytes;
        freed.Remove(address);
        for (long done = 0; done < bytes; done += int.MaxValue)
        {
            var part = new ReadOnlySpan<byte>((byte*)address + done, (int)Math.Min(bytes - done, int.MaxValue));
            if (part.ContainsAnyExcept(FreedFill))
                throw new HeapGuardException($"Something wrote to the {bytes} bytes at {address:x} after their end.");
        }
        NativeMemory.AlignedFree((void*)(address - FenceBytes));
    }
}
