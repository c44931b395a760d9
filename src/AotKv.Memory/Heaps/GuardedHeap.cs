using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// The heap of a guarded build: every block is fenced on both sides, freed memory is poisoned and kept for a while, and
/// what was written outside a block or after its end of life is found when it is freed, leaves the quarantine or at
/// Dispose. Owned by one shard. New memory is not zero, so that nobody comes to rely on it.
/// </summary>
sealed unsafe class GuardedHeap : IDisposable
{
    //  | home, 8 | sent home, 8 | unused, 16 | fence, 32 bytes | block | fence, 32 bytes |
    const int FenceBytes = 32;
    const int LeadBytes = 2 * FenceBytes;
    const byte FenceFill = 0xFE;
    const byte NewFill = 0xCD;
    const byte FreedFill = 0xDD;
    const long QuarantineBytesMax = 4 << 20;

    /// <summary>The names of all guarded heaps.</summary>
    static readonly ConcurrentDictionary<nint, GuardedHeap> heaps = [];

    readonly nint home;
    readonly Dictionary<nint, long> live = [];
    readonly Queue<(nint Address, long Bytes)> quarantine = [];
    readonly HashSet<nint> freed = [];
    long quarantineBytes;

    /// <param name="home">Where blocks of this heap return to when they are freed elsewhere; none for nowhere.</param>
    public GuardedHeap(nint home = 0)
    {
        this.home = home;
        if (home != 0) heaps[home] = this;
    }

    /// <summary>How many blocks are in use.</summary>
    public int LiveBlocks => live.Count;

    public nint Allocate(long bytes)
    {
        var start = (byte*)NativeMemory.AlignedAlloc((nuint)(bytes + LeadBytes + FenceBytes), FenceBytes);
        *(nint*)start = home;
        *IsSentHome((nint)start + LeadBytes) = 0;
        var address = (nint)start + LeadBytes;
        new Span<byte>((byte*)address - FenceBytes, FenceBytes).Fill(FenceFill);
        NativeMemory.Fill((byte*)address, (nuint)bytes, NewFill);
        new Span<byte>((byte*)address + bytes, FenceBytes).Fill(FenceFill);
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

    /// <summary>The size of a block in use, which is of this heap.</summary>
    public long BytesOf(nint address) => live.TryGetValue(address, out var bytes)
        ? bytes
        : throw new HeapGuardException($"The block at {address:x} came home and is not in use.");

    /// <summary>Returns a block of another heap to that heap; false where it is of this one, or of none.</summary>
    public bool SendHome(nint address)
    {
        if (live.ContainsKey(address) || freed.Contains(address)) return false;
        var other = *(nint*)(address - LeadBytes);
        if (other == home || !heaps.ContainsKey(other)) return false;
        if (Interlocked.Exchange(ref *IsSentHome(address), 1) != 0)
            throw new HeapGuardException($"The block at {address:x} was freed twice.");
        ReturnedBlocks.Return(other, address);
        return true;
    }

    static long* IsSentHome(nint address) => (long*)(address - LeadBytes + sizeof(nint));

    /// <summary>Takes a block over into a plain allocation of its own, which the cleaner can free.</summary>
    public nint Detach(nint address, long bytes)
    {
        var copy = (nint)NativeMemory.Alloc((nuint)bytes);
        Buffer.MemoryCopy((void*)address, (void*)copy, bytes, bytes);
        if (!SendHome(address)) Free(address, bytes);
        return copy;
    }

    /// <summary>Checks the fences of all blocks in use.</summary>
    public void Verify()
    {
        foreach (var (address, bytes) in live) CheckFences(address, bytes);
    }

    public void Dispose()
    {
        heaps.TryRemove(home, out _);
        Verify();
        while (quarantine.Count > 0) ReleaseOldest();
        foreach (var address in live.Keys) NativeMemory.AlignedFree((void*)(address - LeadBytes));
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
        NativeMemory.AlignedFree((void*)(address - LeadBytes));
    }
}
