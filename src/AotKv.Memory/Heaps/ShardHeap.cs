using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// The memory of one shard's keys and values, outside the managed heap: blocks in size classes from pages of 64 KB,
/// large blocks from the system. Owned by the shard and used only on the thread that runs it (or that borrowed it), so
/// there is no lock. A block has no header: whoever frees it says how long it is, and any length of the same class will
/// do. A block of another shard's heap, of a value that this one took over, may be freed here as well: it goes home,
/// where <see cref="FreeReturned"/> frees it; only large blocks count where they are freed. New memory is not zeroed.
/// Built with Guarded=true, every block comes from a <see cref="GuardedHeap"/>.
/// </summary>
public sealed unsafe class ShardHeap : IDisposable
{
    /// <summary>The size of what <see cref="AllocatePage"/> returns.</summary>
    public const int PageBytes = RegionHeader.PageBytes;

    /// <summary>Blocks above this many bytes are large blocks.</summary>
    public const int SmallMax = SizeClasses.SmallMax;

    const int CarveBytes = 4096;
    const int LargeStep = 4096;
    const int LargeOverhead = 16;

    readonly ClassState* classes;
    readonly PageHeader* emptyPage;
    readonly RegionPool pool = new();
    readonly ReturnedBlocks returned = new();
    readonly nint home;
#if AOTKV_GUARDED
    readonly GuardedHeap guard;
#endif
    long bytesUsed;
    long largeBytes;

    public ShardHeap()
    {
        home = returned.Home;
#if AOTKV_GUARDED
        guard = new(home);
#endif
        emptyPage = (PageHeader*)NativeMemory.AllocZeroed(PageHeader.Bytes);
        classes = (ClassState*)NativeMemory.AllocZeroed((nuint)SizeClassCount, (nuint)sizeof(ClassState));
        for (var sizeClass = 0; sizeClass < SizeClassCount; sizeClass++)
        {
            classes[sizeClass].Current = emptyPage;
            classes[sizeClass].BlockBytes = SizeClasses.SizeOf(sizeClass);
        }
    }

    /// <summary>The number of size classes, from 8 bytes to <see cref="SmallMax"/>.</summary>
    public static int SizeClassCount => SizeClasses.Count;

    /// <summary>The bytes of all blocks in use, each rounded up to what it takes.</summary>
    public long BytesUsed => bytesUsed;

    /// <summary>The bytes asked of the system and not given back.</summary>
    public long BytesReserved => pool.BytesReserved + largeBytes;

    /// <summary>The bytes in large blocks.</summary>
    public long LargeBytesUsed => largeBytes;

    /// <summary>How many large blocks are in use.</summary>
    public long LargeBlocks { get; private set; }

    /// <summary>Who does on another thread what the system takes its time for, or null for nobody.</summary>
    public LargeBlockCleaner? Cleaner
    {
        get => pool.Cleaner;
        set => pool.Cleaner = value;
    }

    /// <summary>How many pages are in use whole.</summary>
    public long WholePages { get; private set; }

    /// <summary>What a size class holds.</summary>
    public SizeClassStatistics Statistics(int sizeClass)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)sizeClass, (uint)SizeClassCount);
        ref readonly var state = ref classes[sizeClass];
        return new(state.BlockBytes, state.Live, state.Pages);
    }

    /// <summary>The class of blocks of so many bytes, or -1 where they are large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SizeClassOf(int bytes) => bytes <= SmallMax ? SizeClasses.Of(bytes) : -1;

    /// <summary>How many bytes a block of so many bytes really has: all of them may be used.</summary>
    public static int GoodSize(int bytes) => (int)Math.Min(GoodSizeOf(bytes), int.MaxValue);

    /// <summary><see cref="GoodSize"/> for any length.</summary>
    public static long GoodSizeOf(long bytes) => bytes <= SmallMax
        ? SizeClasses.SizeOf(SizeClasses.Of((int)bytes))
        : GoodSizeOfLarge(bytes);

    /// <summary>
    /// What to ask for where a block is about to grow: up to an eighth more than it needs, so that it does not move
    /// with every byte that comes.
    /// </summary>
    public static long RoomySizeOf(long bytes)
    {
        var step = 1L << Math.Max(BitOperations.Log2((ulong)(bytes - 1) | 1) - 3, 3);
        return bytes <= SmallMax ? Math.Min((bytes + step - 1) & -step, SmallMax) : bytes;
    }

    /// <summary>
    /// A block of at least so many bytes, one or more. It is aligned to 8 where their number is a multiple of 8. Its
    /// content is not defined.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Allocate(int bytes)
    {
        Debug.Assert(bytes > 0);
        if (bytes > SmallMax) return AllocateLarge(bytes);
        var state = classes + SizeClasses.Of(bytes);
        state->Live++;
        bytesUsed += state->BlockBytes;
#if AOTKV_GUARDED
        return guard.Allocate(state->BlockBytes);
#else
        var page = state->Current;
        var block = page->Free;
        if (block == 0) return AllocateSlow(state);
        page->Free = *(nint*)block;
        page->Live++;
        return block;
#endif
    }

    /// <summary>Frees a block that was allocated with so many bytes, or with a length of the same class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Free(nint address, int bytes)
    {
        if (bytes > SmallMax)
        {
            FreeLarge(address, bytes);
            return;
        }
        var sizeClass = SizeClasses.Of(bytes);
#if AOTKV_GUARDED
        if (guard.SendHome(address)) return;
        Forget(sizeClass);
        guard.Free(address, classes[sizeClass].BlockBytes);
#else
        var page = PageHeader.Of(address);
        Debug.Assert(page->SizeClass == sizeClass, "A block was freed with the wrong length.");
        if (page->Home != home)
        {
            ReturnedBlocks.Return(page->Home, address);
            return;
        }
        Forget(sizeClass);
        var next = page->Free;
        *(nint*)address = next;
        page->Free = address;
        // Two rare cases: the page had no free block and may be in no list, or it has no live block any more.
        if (--page->Live == 0 || next == 0) FreeSlow(classes + sizeClass, page);
#endif
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Forget(int sizeClass)
    {
        var state = classes + sizeClass;
        state->Live--;
        bytesUsed -= state->BlockBytes;
    }

    /// <summary>Whether <see cref="FreeReturned"/> has something to do.</summary>
    public bool HasReturned => returned.HasAny;

    /// <summary>Frees up to so many blocks that other shards returned. False when none is left.</summary>
    public bool FreeReturned(int blocksMax)
    {
        for (; blocksMax > 0 && returned.TryTake(out var block); blocksMax--) FreeReturned(block);
        return returned.HasAny;
    }

    void FreeReturned(nint block)
    {
#if AOTKV_GUARDED
        var bytes = guard.BytesOf(block);
        if (bytes == PageBytes) FreePage(block);
        else if (bytes <= SmallMax) Free(block, (int)bytes);
        else guard.Free(block, bytes);
#else
        var sizeClass = PageHeader.Of(block)->SizeClass;
        if (sizeClass == PageHeader.Whole) FreePage(block);
        else Free(block, classes[sizeClass].BlockBytes);
#endif
    }

    /// <summary>A block above <see cref="SmallMax"/>, from the system.</summary>
    public nint AllocateLarge(long bytes)
    {
        var good = GoodSizeOfLarge(bytes);
        LargeBlocks++;
        largeBytes += good;
        bytesUsed += good;
#if AOTKV_GUARDED
        return guard.Allocate(good);
#else
        return (nint)NativeMemory.Alloc((nuint)good);
#endif
    }

    /// <summary>
    /// Makes a large block longer or shorter, both lengths above <see cref="SmallMax"/>, and returns where it is now.
    /// The system moves pages, not bytes, where the block is long.
    /// </summary>
    public nint ResizeLarge(nint address, long bytes, long newBytes)
    {
        var good = GoodSizeOfLarge(newBytes);
        var old = GoodSizeOfLarge(bytes);
        if (good == old) return address;
        largeBytes += good - old;
        bytesUsed += good - old;
#if AOTKV_GUARDED
        var moved = guard.Allocate(good);
        Buffer.MemoryCopy((void*)address, (void*)moved, good, Math.Min(good, old));
        if (!guard.SendHome(address)) guard.Free(address, old);
        return moved;
#else
        return (nint)NativeMemory.Realloc((void*)address, (nuint)good);
#endif
    }

    /// <summary>Frees a large block at once. The long ones are better detached and freed elsewhere.</summary>
    public void FreeLarge(nint address, long bytes)
    {
        var good = ForgetLarge(bytes);
#if AOTKV_GUARDED
        if (!guard.SendHome(address)) guard.Free(address, good);
#else
        _ = good;
        NativeMemory.Free((void*)address);
#endif
    }

    /// <summary>Takes a large block out of this heap's accounts, for another thread to free.</summary>
    public LargeBlock DetachLarge(nint address, long bytes)
    {
        var good = ForgetLarge(bytes);
#if AOTKV_GUARDED
        return new(guard.Detach(address, good), good);
#else
        return new(address, good);
#endif
    }

    /// <summary>Takes a large block over from another shard's heap, which is lent: it counts here now.</summary>
    public void TakeOverLarge(ShardHeap other, long bytes)
    {
        var good = other.ForgetLarge(bytes);
        LargeBlocks++;
        largeBytes += good;
        bytesUsed += good;
    }

    /// <summary>A whole page of 64 KB, aligned to its size, from the same regions as the blocks.</summary>
    public nint AllocatePage()
    {
        WholePages++;
        bytesUsed += PageBytes;
#if AOTKV_GUARDED
        return guard.Allocate(PageBytes);
#else
        var page = pool.TakeWholePage();
        page->SizeClass = PageHeader.Whole;
        page->Home = home;
        return RegionPool.StartOf(page);
#endif
    }

    /// <summary>Frees what <see cref="AllocatePage"/> returned.</summary>
    public void FreePage(nint address)
    {
#if AOTKV_GUARDED
        if (guard.SendHome(address)) return;
        guard.Free(address, PageBytes);
#else
        var page = PageHeader.Of(address);
        if (page->Home != home)
        {
            ReturnedBlocks.Return(page->Home, address);
            return;
        }
        pool.ReturnPage(page);
#endif
        WholePages--;
        bytesUsed -= PageBytes;
    }

    /// <summary>In a guarded build checks the fences of all blocks; otherwise nothing.</summary>
    [Conditional("AOTKV_GUARDED")]
    public void Verify()
    {
#if AOTKV_GUARDED
        guard.Verify();
#endif
    }

    /// <summary>Gives everything back at once, also what was never freed, and what other shards still hold.</summary>
    public void Dispose()
    {
#if AOTKV_GUARDED
        guard.Dispose();
#endif
        pool.Dispose();
        returned.Dispose();
        NativeMemory.Free(classes);
        NativeMemory.Free(emptyPage);
    }

    static long GoodSizeOfLarge(long bytes) =>
        ((bytes + LargeOverhead + LargeStep - 1) & -LargeStep) - LargeOverhead;

    long ForgetLarge(long bytes)
    {
        var good = GoodSizeOfLarge(bytes);
        LargeBlocks--;
        largeBytes -= good;
        bytesUsed -= good;
        return good;
    }

#if !AOTKV_GUARDED
    [MethodImpl(MethodImplOptions.NoInlining)]
    nint AllocateSlow(ClassState* state)
    {
        var page = state->Current;
        if (page->Free == 0 && page->Uncarved == page->End) page = NextPageSlow(state);
        if (page->Free == 0) Carve(page, state->BlockBytes);
        var block = page->Free;
        page->Free = *(nint*)block;
        page->Live++;
        return block;
    }

    /// <summary>Drops full pages from the front of the class's list until one has room, or takes a new one.</summary>
    PageHeader* NextPageSlow(ClassState* state)
    {
        while (state->Current != emptyPage)
        {
            var page = state->Current;
            if (page->Free != 0 || page->Uncarved != page->End) return page;
            Unlink(state, page);
        }
        var fresh = pool.TakePage();
        var start = RegionPool.StartOf(fresh);
        var sizeClass = (int)(state - classes);
        *fresh = new PageHeader { SizeClass = sizeClass, Uncarved = start, Home = home };
        fresh->End = start + (RegionPool.EndOf(fresh) - start) / state->BlockBytes * state->BlockBytes;
        state->Pages++;
        LinkSecond(state, fresh);
        return fresh;
    }

    /// <summary>Puts a few blocks more into the page's free list; memory is touched only when it is needed.</summary>
    static void Carve(PageHeader* page, int blockBytes)
    {
        var first = page->Uncarved;
        var limit = Math.Min(page->End, first + Math.Max(CarveBytes / blockBytes, 1) * blockBytes);
        for (var block = first; block < limit; block += blockBytes)
        {
            var next = block + blockBytes;
            *(nint*)block = next < limit ? next : 0;
        }
        page->Uncarved = limit;
        page->Free = first;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void FreeSlow(ClassState* state, PageHeader* page)
    {
        if (!page->IsListed) LinkSecond(state, page);
        // The only page with room is kept, or a key that comes and goes would cost a page each time.
        if (page->Live > 0 || (state->Current == page && page->Next == null)) return;
        Unlink(state, page);
        state->Pages--;
        pool.ReturnPage(page);
    }

    /// <summary>
    /// Behind the first, which is being used up: a page with one free block should not come to the front.
    /// </summary>
    void LinkSecond(ClassState* state, PageHeader* page)
    {
        page->IsListed = true;
        var first = state->Current;
        if (first == emptyPage)
        {
            page->Next = page->Previous = null;
            state->Current = page;
            return;
        }
        page->Previous = first;
        page->Next = first->Next;
        if (first->Next != null) first->Next->Previous = page;
        first->Next = page;
    }

    void Unlink(ClassState* state, PageHeader* page)
    {
        page->IsListed = false;
        if (page->Next != null) page->Next->Previous = page->Previous;
        if (page->Previous != null) page->Previous->Next = page->Next;
        else state->Current = page->Next != null ? page->Next : emptyPage;
    }
#endif
}
