using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>native/faults.c.</summary>
static unsafe class FaultCalls
{
    [DllImport(Native, EntryPoint = "aotkv_prepare_fault_reports")]
    internal static extern int Prepare(byte* version, byte* log, byte* pidFile);

    [DllImport(Native, EntryPoint = "aotkv_enable_fault_reports")]
    internal static extern void Enable(int on);

    [DllImport(Native, EntryPoint = "aotkv_name_reports_redis")]
    internal static extern void NameRedis(int on);

    [DllImport(Native, EntryPoint = "aotkv_check_memory_in_reports")]
    internal static extern void CheckMemory(int on);

    [DllImport(Native, EntryPoint = "aotkv_panic")]
    internal static extern void Panic(byte* text, int exits);

    [DllImport(Native, EntryPoint = "aotkv_await_fault")]
    internal static extern int Await();

    [DllImport(Native, EntryPoint = "aotkv_fault_is_told")]
    internal static extern void IsTold();

    [DllImport(Native, EntryPoint = "aotkv_show_stacks_on")]
    internal static extern int ShowStacksOn(int thread);

    [DllImport(Native, EntryPoint = "aotkv_fault")]
    internal static extern void Fault();

    [DllImport(Native, EntryPoint = "aotkv_exit_on_signal")]
    internal static extern int ExitOn(int signal);
}
