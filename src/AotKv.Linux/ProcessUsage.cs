using System.Text;
using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>What the process is and has used. Read for INFO and at start-up, not per command. Any thread.</summary>
public static unsafe class ProcessUsage
{
    const int NameBytes = 65;

    public static int Id => ProcessCalls.ProcessId();

    public static int ParentId => ProcessCalls.ParentProcessId();

    public static CpuTime OwnCpuTime => CpuTimeOf(0);

    /// <summary>Of children that were waited for.</summary>
    public static CpuTime ChildrenCpuTime => CpuTimeOf(-1);

    /// <summary>Memory of the process that is in RAM now, bytes; 0 where /proc is missing.</summary>
    public static long ResidentBytes => StatusPages(1) * ProcessCalls.PageSize();

    /// <summary>How many files may be open at once now, or -errno.</summary>
    public static long OpenFilesLimit => ProcessCalls.RaiseOpenFiles(0);

    /// <summary>Raises the limit of open files as far as allowed; the limit in force, or -errno.</summary>
    public static long RaiseOpenFilesLimit(long wanted) => ProcessCalls.RaiseOpenFiles(wanted);

    /// <summary>"Linux 6.1.0 x86_64", as INFO's os.</summary>
    public static string SystemName()
    {
        var system = stackalloc byte[NameBytes];
        var release = stackalloc byte[NameBytes];
        var machine = stackalloc byte[NameBytes];
        if (ProcessCalls.SystemName(system, release, machine) < 0) return "Linux";
        return $"{Text(system)} {Text(release)} {Text(machine)}";
    }

    internal static CpuTime CpuTimeOf(int whose)
    {
        long user, system;
        return ProcessCalls.CpuTime(whose, &user, &system) < 0 ? default : new(user, system);
    }

    static long StatusPages(int field)
    {
        try
        {
            var fields = File.ReadAllText("/proc/self/statm").Split(' ');
            return long.TryParse(fields[field], out var pages) ? pages : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    static string Text(byte* terminated)
    {
        var bytes = new ReadOnlySpan<byte>(terminated, NameBytes);
        return Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)0)]);
    }
}
