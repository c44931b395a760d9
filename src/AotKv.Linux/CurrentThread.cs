using System.Text;
using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>The calling thread, as the kernel's scheduler sees it.</summary>
public static unsafe class CurrentThread
{
    const int NameCharactersMax = 15;

    /// <summary>The kernel's number of this thread.</summary>
    public static int Id => ProcessCalls.ThreadId();

    /// <summary>Names the thread for ps, top and perf: the first 15 characters.</summary>
    public static void SetName(string name)
    {
        var shown = name.Length <= NameCharactersMax ? name : name[..NameCharactersMax];
        fixed (byte* text = Encoding.ASCII.GetBytes(shown + '\0')) ProcessCalls.NameThread(text);
    }

    /// <summary>Keeps the thread on one CPU. 0, or -errno.</summary>
    public static int PinTo(int cpu) => RunOn([cpu]);

    /// <summary>Keeps the thread on these CPUs. 0, or -errno.</summary>
    public static int RunOn(ReadOnlySpan<int> cpus) => Place(thread: 0, cpus);

    /// <summary>Keeps any thread of this process on these CPUs, by its <see cref="Id"/>. 0, or -errno.</summary>
    public static int Place(int thread, ReadOnlySpan<int> cpus)
    {
        Span<byte> mask = stackalloc byte[AllowedCpus.MaskBytes];
        mask.Clear();
        foreach (var cpu in cpus)
        {
            if (cpu >= AllowedCpus.MaskBytes * 8) return -Errno.Invalid;
            mask[cpu / 8] |= (byte)(1 << (cpu % 8));
        }
        fixed (byte* bits = mask) return ProcessCalls.SetAffinity(thread, bits, mask.Length);
    }

    /// <summary>The CPU time this thread has used, to the nanosecond; asking costs a system call.</summary>
    public static long CpuNanoseconds => ProcessCalls.Clock(ThreadCpuClock);

    const int ThreadCpuClock = 3;

    /// <summary>User and system time this thread has used, microseconds.</summary>
    public static CpuTime CpuTime => ProcessUsage.CpuTimeOf(1);
}
