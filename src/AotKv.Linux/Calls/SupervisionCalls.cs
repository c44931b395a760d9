using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>native/supervision.c.</summary>
static unsafe class SupervisionCalls
{
    [DllImport(Native, EntryPoint = "aotkv_set_title")]
    internal static extern int SetTitle(byte* text);

    [DllImport(Native, EntryPoint = "aotkv_notify_supervisor")]
    internal static extern int Notify(byte* message);

    [DllImport(Native, EntryPoint = "aotkv_memory_file")]
    internal static extern int MemoryFile(byte* bytes, long length);

    [DllImport(Native, EntryPoint = "aotkv_start_in_background")]
    internal static extern int StartInBackground(byte** arguments, byte* variable, byte* directory, int input);

    [DllImport(Native, EntryPoint = "aotkv_disable_huge_pages")]
    internal static extern int DisableHugePages();
}
