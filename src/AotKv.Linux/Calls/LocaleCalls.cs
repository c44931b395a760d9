using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>native/locale.c.</summary>
static unsafe class LocaleCalls
{
    [DllImport(Native, EntryPoint = "aotkv_open_locale")]
    internal static extern nint Open(byte* name);

    [DllImport(Native, EntryPoint = "aotkv_close_locale")]
    internal static extern void Close(nint locale);

    [DllImport(Native, EntryPoint = "aotkv_collate")]
    internal static extern int Compare(nint locale, byte* one, byte* other);
}
