using System.Runtime.CompilerServices;
using AotKv.Engine.Catalog;
using AotKv.Memory.Blocks;

namespace AotKv.Engine.Measures;

/// <summary>
/// Counts and times the commands that a core runs one after another. A reading of the clock ends one call and begins
/// the next. Calls of one short command with small requests and replies are timed as a group, as reading the clock for
/// each would be a tenth of their cost: each then counts with its share, and none of a group is looked at as slow.
/// docs/decisions/0002-measuring-commands.md.
/// </summary>
public ref struct CommandMeter
{
    const int GroupMax = 32;

    readonly CoreMeasures measures;
    readonly ReplyChain output;
    readonly BlockPool pool;
    readonly long heavyBytes;
    readonly bool timesEach;
    long startedAt;
    long length;
    long errors;
    CommandId command;
    int calls;
    int callsMax;

    public CommandMeter(CoreMeasures measures, ReplyChain output, BlockPool pool)
    {
        this.measures = measures;
        this.output = output;
        this.pool = pool;
        var settings = measures.Settings;
        var isWatched = measures.IsWatched;
        timesEach = settings.TimesEach || isWatched;
        heavyBytes = settings.HeavyBytes;
        Start();
    }

    /// <summary>What runs was shown to those who watch already, when it began to wait.</summary>
    public bool IsShown { get; set; }

    /// <summary>Begins to measure, at first or after something that is measured elsewhere.</summary>
    public void Start()
    {
        startedAt = measures.StartReading();
        length = output.Length;
        errors = pool.Errors;
    }

    /// <summary>This command is the next to run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(CommandId next)
    {
        if (next != command || calls == callsMax) NextKind(next);
    }

    void NextKind(CommandId next)
    {
        if (calls > 0) EndGroup();
        command = next;
        callsMax = !timesEach && CanBeGrouped(measures.Commands[next]) ? GroupMax : 1;
    }

    static bool CanBeGrouped(CommandInfo command) =>
        command.TakesConstantTime || (command.Flags & CommandFlags.Fast) != 0;

    /// <summary>It has run. <paramref name="requestBytes"/>: its size on the wire.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ran(scoped in Call call, int requestBytes)
    {
        calls++;
        var end = output.Length;
        if (end - length + requestBytes > heavyBytes || pool.Errors != errors || callsMax == 1)
            RanSlow(call, requestBytes);
        length = end;
    }

    void RanSlow(scoped in Call call, int requestBytes)
    {
        if (pool.Errors != errors)
        {
            errors = pool.Errors;
            measures.Statistics.AddFailure(command);
            measures.Statistics.Errors.Count(pool.LastError);
        }
        var replyBytes = output.Length - length;
        if (callsMax > 1 && replyBytes + requestBytes <= heavyBytes) return;
        var cost = new CommandCost(EndGroup(), requestBytes, replyBytes);
        // The settings as they are now: CONFIG SET itself is measured by what it has set.
        if (measures.Settings.IsRemarkable(cost)) measures.Witness?.Remark(call, measures.Commands[command], cost);
        if (measures.IsWatched && !IsShown) measures.Witness!.Watch(call, measures.Commands[command]);
    }

    /// <summary>Nothing more runs for now.</summary>
    public void End()
    {
        if (calls > 0) EndGroup();
    }

    long EndGroup()
    {
        var now = measures.EndReading();
        var elapsed = now - startedAt;
        startedAt = now;
        var statistics = measures.Statistics;
        statistics.AddCalls(command, calls, elapsed);
        if (measures.Settings.TracksLatency) statistics.AddToHistogram(command, calls, elapsed);
        calls = 0;
        return elapsed;
    }
}
