using System.Runtime.InteropServices;

namespace AotKv.Values.Tests.HyperLogLogs;

/// <summary>Bytes outside the managed heap that end where the memory ends: who reads behind them faults.</summary>
sealed unsafe class FencedBytes : IDisposable
{
    const int PageBytes = 4096;
    const int ReadWrite = 3;
    const int PrivateAnonymous = 0x22;

    readonly byte* pages;
    readonly int pagesBytes;
    readonly int length;

    public FencedBytes(ReadOnlySpan<byte> bytes)
    {
        length = bytes.Length;
        pagesBytes = (length + PageBytes - 1) / PageBytes * PageBytes;
        pages = Map(null, (nuint)(pagesBytes + PageBytes), ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)pages == -1 || Protect(pages + pagesBytes, PageBytes, 0) != 0)
            throw new InvalidOperationException("No memory could be fenced.");
        bytes.CopyTo(Span);
    }

    public Span<byte> Span => new(pages + pagesBytes - length, length);

    public void Dispose() => Unmap(pages, (nuint)(pagesBytes + PageBytes));

    [DllImport("libc", EntryPoint = "mmap")]
    static extern byte* Map(byte* address, nuint length, int rights, int flags, int file, long offset);

    [DllImport("libc", EntryPoint = "munmap")]
    static extern int Unmap(byte* address, nuint length);

    [DllImport("libc", EntryPoint = "mprotect")]
    static extern int Protect(byte* address, nuint length, int rights);
}
