using System.Diagnostics;
using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench.Parts;

/// <summary>How long everybody else waits while something happens to a value of ten million members.</summary>
sealed class PausesBench(Bench bench) : Part("pauses", "Pauses that others see", bench)
{
    const double MinutesPerTenMillions = 6;
    const double IdleSeconds = 4;
    const string Victim = "victim";
    const string Copying = "COPY";

    static readonly string[] steps =
    [
        "growing to its size", Copying, "DEL", "UNLINK", "RENAME over it", "SET over it", "PEXPIRE, 1 ms", "FLUSHALL",
        "FLUSHALL ASYNC",
    ];

    readonly Dictionary<(string Value, string Step, string Server), List<Pause>> seen = [];

    public override double ExpectedSeconds =>
        20 + Options.PauseRounds * MinutesPerTenMillions * 60 * Options.Members / 10_000_000;

    protected override void Measure(Report report)
    {
        report.Line("Another client asks for an unrelated key over and over, on both CPUs as the server is: the " +
            "longest and the 99.9th percentile of its waits, milliseconds, and the longest turn of its event loop: " +
            "eventloop_duration_max, in which the machine's own stalls between turns are not; and " +
            "the most CPU time that one turn of ours took: what is more than that was time without a CPU. " +
            $"COPY is one command in both. Values of {Options.Members:N0} members; rounds: {Options.PauseRounds}.");
        report.Table("what", "peer longest", "ours longest", "peer p99.9", "ours p99.9", "peer turn", "ours turn",
            "ours CPU");
        foreach (var value in HugeValue.All)
        {
            for (var round = 0; round < Options.PauseRounds && !IsOver; round++)
            {
                foreach (var contender in (Contender[])[Contender.Peer(Options), Contender.Ours(Options)])
                    Suffer(value, contender);
            }
            if (value == HugeValue.All[0]) Show(report, "idle", "idle");
            foreach (var step in steps) Show(report, value.Name, step);
            if (IsOver) return;
        }
        SufferKeys(report);
    }

    /// <summary>Everything that is done to one value of one server.</summary>
    void Suffer(HugeValue value, Contender contender)
    {
        var server = Bench.Yard.Start(contender, Contender.BothCpus);
        using (var meter = new PauseMeter(server))
        {
            void Note(string step, Pause pause) => NoteOf(value.Name, step, contender).Add(pause);
            Bench.Call(server, "SET", "unrelated", "value");
            if (value == HugeValue.All[0])
                NoteOf("idle", "idle", contender).Add(
                    meter.During(_ => Thread.Sleep(TimeSpan.FromSeconds(IdleSeconds))));

            Note("growing to its size", meter.During(_ => value.Grow(Bench, server, Options.Members)));
            Note(Copying, meter.During("COPY", HugeValue.Key, Victim));
            Note("DEL", meter.During("DEL", Victim));
            meter.Do("COPY", HugeValue.Key, Victim);
            Note("UNLINK", meter.During("UNLINK", Victim));
            meter.Do("COPY", HugeValue.Key, Victim);
            meter.Do("SET", "small", "value");
            Note("RENAME over it", meter.During("RENAME", "small", Victim));
            meter.Do("COPY", HugeValue.Key, Victim, "REPLACE");
            Note("SET over it", meter.During("SET", Victim, "value"));
            meter.Do("COPY", HugeValue.Key, Victim, "REPLACE");
            Note("PEXPIRE, 1 ms", meter.During("PEXPIRE", Victim, "1"));
            meter.Do("COPY", HugeValue.Key, Victim);
            Note("FLUSHALL", meter.During("FLUSHALL"));
            value.Fill(Bench, server, Options.Members);
            Note("FLUSHALL ASYNC", meter.During("FLUSHALL", "ASYNC"));
        }
        Bench.Yard.Stop(server);
    }

    /// <summary>As many keys instead of members.</summary>
    void SufferKeys(Report report)
    {
        foreach (var contender in (Contender[])[Contender.Peer(Options), Contender.Ours(Options)])
        {
            if (IsOver) return;
            var server = Bench.Yard.Start(contender, Contender.BothCpus);
            using (var meter = new PauseMeter(server))
            {
                foreach (var mode in (string[])["SYNC", "ASYNC"])
                {
                    Bench.Fill(server, Options.Members, "SET", "key:__seq__", "value");
                    NoteOf("keys", $"FLUSHALL {mode}", contender).Add(meter.During("FLUSHALL", mode));
                }
            }
            Bench.Yard.Stop(server);
        }
        Show(report, "keys", "FLUSHALL SYNC");
        Show(report, "keys", "FLUSHALL ASYNC");
    }

    List<Pause> NoteOf(string value, string step, Contender contender)
    {
        if (!seen.TryGetValue((value, step, contender.Name), out var pauses))
            seen[(value, step, contender.Name)] = pauses = [];
        return pauses;
    }

    void Show(Report report, string value, string step)
    {
        if (!seen.TryGetValue((value, step, "peer"), out var others)
            || !seen.TryGetValue((value, step, "ours"), out var mine)) return;
        var (peer, ours) = (Pause.Median(others), Pause.Median(mine));
        report.Row(value == step ? value : $"{value}: {step}", $"{peer.Longest:F2}", $"{ours.Longest:F2}",
            $"{peer.P999:F2}", $"{ours.P999:F2}", $"{peer.Turn:F2}", $"{ours.Turn:F2}", $"{ours.Cpu:F2}");
    }
}
