using System.Text;
using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>
/// Where log lines end: standard output, files, the system's log. Each line is one appending write, so lines of several
/// threads do not mix without a lock. Any thread. 0, or -errno.
/// </summary>
public static unsafe class LogOutput
{
    const int StandardOutput = 1;
    const int StandardError = 2;

    public static bool IsTerminal => LogCalls.IsTerminal(StandardOutput) == 1;

    public static int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return LogCalls.Write(StandardOutput, start, bytes.Length);
    }

    public static int WriteError(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return LogCalls.Write(StandardError, start, bytes.Length);
    }

    /// <summary>Opens the file anew, so that it may be moved away at any time.</summary>
    /// <param name="path">Its bytes, ended by a zero.</param>
    public static int Append(ReadOnlySpan<byte> path, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* file = path, start = bytes) return LogCalls.Append(file, start, bytes.Length);
    }

    /// <param name="facility">0 for user, 1 to 8 for local0 to local7.</param>
    public static void OpenSystemLog(string name, int facility)
    {
        fixed (byte* text = Encoding.Latin1.GetBytes(name + '\0')) LogCalls.OpenSyslog(text, facility);
    }

    /// <param name="level">0 to 3: debug, info, notice, warning.</param>
    public static void WriteSystemLog(int level, ReadOnlySpan<byte> message)
    {
        var ended = new byte[message.Length + 1];
        message.CopyTo(ended);
        fixed (byte* text = ended) LogCalls.Syslog(level, text);
    }
}
