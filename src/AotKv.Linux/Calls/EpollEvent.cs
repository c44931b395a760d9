using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>One ready descriptor, in the shim's layout (the kernel's differs by architecture).</summary>
[StructLayout(LayoutKind.Sequential)]
struct EpollEvent
{
    internal ulong Data;
    internal uint Events;
    internal uint Unused;
}
