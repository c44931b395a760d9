using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>Address space from the system, in regions aligned to their own size. Callable on any thread.</summary>
static unsafe partial class SystemMemory
{
    const int ReadWrite = 1 | 2;
    const int PrivateAnonymous = 0x02 | 0x20;
    const int DoNotNeed = 4;
    const int HugePages = 14;

    /// <summary>From Linux 6.1 on.</summary>
    const int Collapse = 25;

    /// <summary>As large as pages are anywhere that this runs.</summary>
    public const nint PageBytes = 64 << 10;

    /// <summary>Maps zeroed memory whose address is a multiple of its size, a power of two.</summary>
    public static nint MapAligned(nint bytes)
    {
        var start = Map(0, (nuint)(2 * bytes), ReadWrite, PrivateAnonymous, descriptor: -1, offset: 0);
        if (start == -1) throw new OutOfMemoryException("The system refused to map more memory.");
        var aligned = (start + bytes - 1) & -bytes;
        if (aligned > start) Unmap(start, aligned - start);
        var surplus = start + bytes - aligned;
        if (surplus > 0) Unmap(aligned + bytes, surplus);
        return aligned;
    }

    public static void Unmap(nint start, nint bytes) => _ = UnmapCall(start, (nuint)bytes);

    /// <summary>Gives whole pages back whose bytes nobody needs; they stay mapped, zero when touched again.</summary>
    public static void Discard(nint start, nint bytes) => _ = Advise(start, (nuint)bytes, DoNotNeed);

    /// <summary>Asks for huge pages: a random key costs a table walk less. A refusal does no harm.</summary>
    public static void PreferHugePages(nint start, nint bytes) => _ = Advise(start, (nuint)bytes, HugePages);

    /// <summary>
    /// Makes huge pages of small ones now, on the caller's thread. Whoever touches such a page meanwhile waits for some
    /// tenths of a millisecond. A refusal does no harm.
    /// </summary>
    public static void GatherHugePages(nint start, nint bytes) => _ = Advise(start, (nuint)bytes, Collapse);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int UnmapCall(nint address, nuint bytes);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint bytes, int advice);
}
