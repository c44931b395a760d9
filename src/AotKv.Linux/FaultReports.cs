using System.Text;
using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>
/// Reports of faults, written by signal handlers: the stacks of all threads, registers, the code around. The process
/// has one set of handlers. Addresses in the executable are not named; its .dbg file has the names.
/// </summary>
public static unsafe class FaultReports
{
    /// <summary>Says where reports go, and answers SIGALRM with the stacks of all threads from now on.</summary>
    /// <param name="logPath">Byte text; empty for standard output.</param>
    /// <param name="pidFile">Removed by a fault; byte text, empty for none.</param>
    public static void Prepare(string version, string logPath, string pidFile)
    {
        fixed (byte* name = Ended(version), log = Ended(logPath), pid = Ended(pidFile))
            LinuxException.ThrowIfFailed(FaultCalls.Prepare(name, log, pid), "sigaction");
    }

    /// <summary>Whether a fault is reported before the process dies of it. Any thread.</summary>
    public static void Enable(bool isOn) => FaultCalls.Enable(isOn ? 1 : 0);

    /// <summary>Whether a report says if all memory can still be read. Any thread.</summary>
    public static void CheckMemory(bool isOn) => FaultCalls.CheckMemory(isOn ? 1 : 0);

    /// <summary>Whether a report goes by the name of Redis, not Valkey. Any thread.</summary>
    public static void NameRedis(bool isOn) => FaultCalls.NameRedis(isOn ? 1 : 0);

    /// <summary>
    /// Ends the process, which cannot go on, with a report that begins with these lines (byte text); without the rest
    /// of it where reports are off. Does not return. Any thread.
    /// </summary>
    /// <param name="exits">Whether with exit code 1, not by SIGABRT.</param>
    public static void Panic(string lines, bool exits)
    {
        fixed (byte* text = Ended(lines)) FaultCalls.Panic(text, exits ? 1 : 0);
    }

    /// <summary>
    /// Waits until some thread has faulted, which then waits up to two seconds for <see cref="IsTold"/>. False where
    /// there is no waiting.
    /// </summary>
    public static bool Await() => FaultCalls.Await() == 0;

    /// <summary>Whoever waited has written what it knows.</summary>
    public static void IsTold() => FaultCalls.IsTold();

    /// <summary>Has the thread with this number write the stacks of all threads to the log. Any thread.</summary>
    public static int ShowStacksOn(int thread) => FaultCalls.ShowStacksOn(thread);

    /// <summary>Writes where no memory is: for DEBUG SEGFAULT and tests of the report.</summary>
    public static void Provoke() => FaultCalls.Fault();

    static byte[] Ended(string text) => Encoding.Latin1.GetBytes(text + '\0');
}
