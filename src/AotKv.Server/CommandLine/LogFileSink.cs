using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;

namespace AotKv.Server.CommandLine;

/// <summary>
/// Log lines to standard output, or to a file, which is opened anew for each line, as Valkey does: log rotation then
/// needs no signal. .NET cannot open a file with O_APPEND, so a lock keeps the lines of several threads apart; it is
/// held for one write, of a line that nobody serving requests should be logging.
/// </summary>
sealed class LogFileSink : LogSink
{
    readonly Stream output = Console.OpenStandardOutput();
    readonly Lock oneLine = new();
    string path = "";

    /// <summary>The log file, byte text; empty for standard output. Set once the configuration is loaded.</summary>
    public string FilePath
    {
        get => Volatile.Read(ref path);
        set => Volatile.Write(ref path, value);
    }

    public override void Write(LogLevel level, ReadOnlySpan<byte> line, ReadOnlySpan<byte> message)
    {
        using var held = oneLine.EnterScope();
        try
        {
            if (FilePath.Length == 0)
            {
                output.Write(line);
                return;
            }

            using var file = File.OpenHandle(
                ByteText.ToPath(FilePath), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(file, line, RandomAccess.GetLength(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is nobody left to tell: a full disk must not stop the server.
        }
    }
}
