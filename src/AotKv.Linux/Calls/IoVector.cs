using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>struct iovec: one piece of a gathered send.</summary>
[StructLayout(LayoutKind.Sequential)]
struct IoVector
{
    internal nint Start;
    internal nint Length;
}
