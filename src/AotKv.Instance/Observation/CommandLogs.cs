using System.Text;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;

namespace AotKv.Instance.Observation;

/// <summary>SLOWLOG and COMMANDLOG: one log for each kind. Any thread.</summary>
public sealed class CommandLogs(Configuration.Configuration configuration)
{
    const int ArgumentsMax = 32;
    const int ArgumentBytesMax = 128;

    readonly CommandLog[] logs = [new(), new(), new()];

    /// <summary>The calls of that kind, newest first; at most <paramref name="count"/>, or all for -1.</summary>
    public CommandLogEntry[] Newest(CommandLogKind kind, long count) =>
        logs[(int)kind].Newest(count < 0 ? long.MaxValue : count, LengthMax(kind));

    public int Count(CommandLogKind kind) => logs[(int)kind].Count(LengthMax(kind));

    public void Reset(CommandLogKind kind) => logs[(int)kind].Reset();

    /// <summary>Enters a call where its value is at the limit of that kind or above.</summary>
    public void Enter(CommandLogKind kind, long value, in Call call, CommandInfo command, Session? client)
    {
        var limit = Threshold(kind);
        var lengthMax = MaxLength(configuration.Current, kind);
        if (limit < 0 || value < limit || lengthMax == 0) return;
        var arguments = Shorten(call, command.Name);
        var at = call.Now / 1000;
        var peer = client?.Host.PeerAddress ?? "";
        var name = client?.Name ?? "";
        logs[(int)kind].Push(lengthMax, id => new(id, at, value, arguments, peer, name));
    }

    /// <summary>How many entries may stay, or -1 where the log is off and keeps what it has.</summary>
    long LengthMax(CommandLogKind kind)
    {
        var length = MaxLength(configuration.Current, kind);
        return Threshold(kind) < 0 || length == 0 ? -1 : length;
    }

    static long MaxLength(Settings settings, CommandLogKind kind) => kind switch
    {
        CommandLogKind.Slow => settings.CommandlogSlowExecutionMaxLen,
        CommandLogKind.LargeRequest => settings.CommandlogLargeRequestMaxLen,
        _ => settings.CommandlogLargeReplyMaxLen,
    };

    long Threshold(CommandLogKind kind)
    {
        var settings = configuration.Current;
        return kind switch
        {
            CommandLogKind.Slow => settings.CommandlogExecutionSlowerThan,
            CommandLogKind.LargeRequest => settings.CommandlogRequestLargerThan,
            _ => settings.CommandlogReplyLargerThan,
        };
    }

    /// <summary>The arguments as the log keeps them: not too many, and none too long.</summary>
    byte[][] Shorten(in Call call, string command)
    {
        var kept = new byte[Math.Min(call.Count, ArgumentsMax)][];
        for (var i = 0; i < kept.Length; i++)
        {
            var isLast = i == ArgumentsMax - 1 && call.Count > ArgumentsMax;
            kept[i] = isLast
                ? Encoding.ASCII.GetBytes($"... ({call.Count - ArgumentsMax + 1} more arguments)")
                : Redaction.Hides(call, command, i, configuration) ? Redaction.Text.ToArray() : Shorten(call[i]);
        }
        return kept;
    }

    static byte[] Shorten(ReadOnlySpan<byte> argument)
    {
        if (argument.Length <= ArgumentBytesMax) return argument.ToArray();
        var more = Encoding.ASCII.GetBytes($"... ({argument.Length - ArgumentBytesMax} more bytes)");
        return [.. argument[..ArgumentBytesMax], .. more];
    }
}
