using System.Text;
using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>
/// The process towards whoever started it: its title, readiness, the background. Start-up's thread, and whoever
/// changes the configuration.
/// </summary>
public static unsafe class Supervision
{
    /// <summary>In the environment of a process that <see cref="StartInBackground"/> started.</summary>
    public const string BackgroundVariable = "AOTKV_IN_BACKGROUND";

    /// <summary>What ps shows, byte text; cut to what the process was started with.</summary>
    public static int SetTitle(string title)
    {
        fixed (byte* text = Ended(Encoding.Latin1.GetBytes(title))) return SupervisionCalls.SetTitle(text);
    }

    /// <summary>sd_notify: 1 where it was sent, 0 where nobody asked (NOTIFY_SOCKET), or -errno.</summary>
    public static int Notify(string message)
    {
        fixed (byte* text = Ended(Encoding.UTF8.GetBytes(message))) return SupervisionCalls.Notify(text);
    }

    /// <summary>
    /// Transparent huge pages off for this process, but for memory that asks for them (before Linux 6.18 for that too).
    /// 0, or -errno.
    /// </summary>
    public static int DisableHugePages() => SupervisionCalls.DisableHugePages();

    /// <summary>
    /// Starts this program again, with the same command line, in a session of its own and with nothing but /dev/null;
    /// the caller then ends. The new process's id, or -errno.
    /// </summary>
    /// <param name="directory">Where this process was started.</param>
    /// <param name="input">What it reads from standard input, null for nothing.</param>
    public static int StartInBackground(string directory, byte[]? input)
    {
        var memory = -1;
        if (input is not null)
        {
            fixed (byte* bytes = input) memory = SupervisionCalls.MemoryFile(bytes, input.Length);
            if (memory < 0) return memory;
        }

        var line = File.ReadAllBytes("/proc/self/cmdline");
        var count = line.AsSpan().Count((byte)0);
        var words = new nint[count + 1];
        fixed (byte* text = line, variable = Ended(Encoding.UTF8.GetBytes(BackgroundVariable + "=1")),
               at = Ended(Encoding.UTF8.GetBytes(directory)))
        fixed (nint* arguments = words)
        {
            for (int i = 0, start = 0; i < count; i++)
            {
                words[i] = (nint)(text + start);
                start += line.AsSpan(start).IndexOf((byte)0) + 1;
            }
            return SupervisionCalls.StartInBackground((byte**)arguments, variable, at, memory);
        }
    }

    static byte[] Ended(byte[] text) => [.. text, 0];
}
