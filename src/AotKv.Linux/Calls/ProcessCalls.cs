using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>native/process.c.</summary>
static unsafe class ProcessCalls
{
    internal const int RealTime = 0;
    internal const int Monotonic = 1;

    // About 20 ns, and never blocks: the collector can wait for it.
    [DllImport(Native, EntryPoint = "aotkv_clock"), SuppressGCTransition]
    internal static extern long Clock(int which);

    [DllImport(Native, EntryPoint = "aotkv_random")]
    internal static extern int Random(byte* bytes, int length);

    [DllImport(Native, EntryPoint = "aotkv_get_affinity")]
    internal static extern int GetAffinity(byte* mask, int size);

    [DllImport(Native, EntryPoint = "aotkv_set_affinity")]
    internal static extern int SetAffinity(int thread, byte* mask, int size);

    [DllImport(Native, EntryPoint = "aotkv_name_thread")]
    internal static extern int NameThread(byte* name);

    [DllImport(Native, EntryPoint = "aotkv_raise_open_files")]
    internal static extern long RaiseOpenFiles(long wanted);

    [DllImport(Native, EntryPoint = "aotkv_cpu_time")]
    internal static extern int CpuTime(int of, long* user, long* system);

    [DllImport(Native, EntryPoint = "aotkv_system_name")]
    internal static extern int SystemName(byte* system, byte* release, byte* machine);

    [DllImport(Native, EntryPoint = "aotkv_process_id")]
    internal static extern int ProcessId();

    [DllImport(Native, EntryPoint = "aotkv_parent_process_id")]
    internal static extern int ParentProcessId();

    [DllImport(Native, EntryPoint = "aotkv_thread_id")]
    internal static extern int ThreadId();

    [DllImport(Native, EntryPoint = "aotkv_new_session")]
    internal static extern int NewSession();

    [DllImport(Native, EntryPoint = "aotkv_page_size")]
    internal static extern int PageSize();
}
