using System.Runtime.InteropServices;
using AotKv.Memory;

namespace AotKv.Linux.Tests;

/// <summary>Native memory with known bytes, to be sent. Freed when disposed.</summary>
sealed unsafe class NativeBlock : IDisposable
{
    public NativeBlock(ReadOnlySpan<byte> content)
    {
        View = new((nint)NativeMemory.Alloc((nuint)Math.Max(content.Length, 1)), content.Length);
        content.CopyTo(View.Span);
    }

    public NativeBytes View { get; }

    public void Dispose() => NativeMemory.Free((void*)View.Address);
}
