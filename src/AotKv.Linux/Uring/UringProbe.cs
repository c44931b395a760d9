using AotKv.Linux.Calls;

namespace AotKv.Linux.Uring;

/// <summary>Whether this kernel, in this container, gives us io_uring with all that is used of it.</summary>
static class UringProbe
{
    /// <summary>Why not, for the log, or "".</summary>
    internal static string FindRefusal()
    {
        try
        {
            using var ring = new Ring();
            foreach (var operation in Enum.GetValues<RingOperation>())
                if (RingCalls.Supports(ring.Descriptor, (int)operation) != 1)
                    return $"the kernel lacks the operation {operation}";
            new ProvidedBuffers(ring, count: 64).Free();
            ring.Enable();
            return "";
        }
        catch (LinuxException refusal)
        {
            return refusal.Errno switch
            {
                Errno.NoSuchCall => "the kernel has no io_uring",
                Errno.NotPermitted => "io_uring is not permitted here, by a container or kernel.io_uring_disabled",
                Errno.Invalid => "the kernel's io_uring is too old (Linux 6.1 is needed)",
                _ => refusal.Message,
            };
        }
    }
}
