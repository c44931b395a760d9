using System.Runtime.InteropServices;

namespace AotKv.Linux;

/// <summary>A system call that must not fail at start-up did.</summary>
public sealed class LinuxException : Exception
{
    public LinuxException(string call, int errno)
        : base($"{call}: {Marshal.GetPInvokeErrorMessage(errno)}") => Errno = errno;

    /// <summary>The kernel's error number, positive.</summary>
    public int Errno { get; }

    internal static void ThrowIfFailed(long result, string call)
    {
        if (result < 0) throw new LinuxException(call, (int)-result);
    }
}
