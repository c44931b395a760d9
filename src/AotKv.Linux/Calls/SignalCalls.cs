using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>native/signals.c.</summary>
static class SignalCalls
{
    [DllImport(Native, EntryPoint = "aotkv_ignore_signal")]
    internal static extern int Ignore(int signal);

    [DllImport(Native, EntryPoint = "aotkv_default_signal")]
    internal static extern int Default(int signal);

    [DllImport(Native, EntryPoint = "aotkv_note_signal")]
    internal static extern int Note(int signal);

    [DllImport(Native, EntryPoint = "aotkv_wake_on_signal")]
    internal static extern void WakeOnSignal(int descriptor);

    [DllImport(Native, EntryPoint = "aotkv_take_signals"), SuppressGCTransition]
    internal static extern ulong Take();

    [DllImport(Native, EntryPoint = "aotkv_send_signal")]
    internal static extern int Send(int process, int signal);

    [DllImport(Native, EntryPoint = "aotkv_await_event")]
    internal static extern int AwaitEvent(int descriptor, int milliseconds);
}
