using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>native/logs.c.</summary>
static unsafe class LogCalls
{
    [DllImport(Native, EntryPoint = "aotkv_write")]
    internal static extern int Write(int descriptor, byte* bytes, long length);

    [DllImport(Native, EntryPoint = "aotkv_append")]
    internal static extern int Append(byte* path, byte* bytes, long length);

    [DllImport(Native, EntryPoint = "aotkv_is_terminal")]
    internal static extern int IsTerminal(int descriptor);

    [DllImport(Native, EntryPoint = "aotkv_open_syslog")]
    internal static extern void OpenSyslog(byte* name, int facility);

    [DllImport(Native, EntryPoint = "aotkv_syslog")]
    internal static extern void Syslog(int level, byte* message);
}
