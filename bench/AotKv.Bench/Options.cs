using System.Globalization;

namespace AotKv.Bench;

/// <summary>What the command line asked for.</summary>
sealed class Options
{
    public const string Usage =
        "usage: --ours PATH --peer PATH [--only PART,...] [--rounds N] [--seconds S] [--members N] [--quick]\n" +
        "       [--generator own|redis-benchmark] [--backend io_uring|epoll|auto] [--echo PATH] [--root REPOSITORY]";

    const int RoundsDefault = 3;
    const double SecondsDefault = 0.7;
    const int MembersDefault = 10_000_000;

    /// <summary>Our server's binary.</summary>
    public required string Ours { get; init; }

    /// <summary>The server to compare with.</summary>
    public required string Peer { get; init; }

    /// <summary>The echo floor's binary, or null where it was not built.</summary>
    public string? Echo { get; init; }

    /// <summary>The back end of our server: "io_uring", "epoll" or "auto".</summary>
    public required string Backend { get; init; }

    /// <summary>The repository, whose commit is named; tables go to its out/bench.</summary>
    public required string Root { get; init; }

    /// <summary>Fewer loads, keys and rounds: to see that all works, or for a rough idea.</summary>
    public bool IsQuick { get; init; }

    /// <summary>The names of the parts to run; none for all.</summary>
    public required string[] Only { get; init; }

    /// <summary>Runs of each load and server, in turn, whose median is shown.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long one run of a load takes.</summary>
    public required double Seconds { get; init; }

    /// <summary>The members of the values whose pauses are measured.</summary>
    public required int Members { get; init; }

    /// <summary>Pauses are measured so often: once unless rounds were asked for, since it takes minutes.</summary>
    public required int PauseRounds { get; init; }

    /// <summary>redis-benchmark sends the loads it can.</summary>
    public bool UsesRedisBenchmark { get; init; }

    public static Options? Parse(string[] arguments)
    {
        string? ValueOf(string option)
        {
            var at = Array.IndexOf(arguments, option);
            return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        }
        double Number(string option, double otherwise) =>
            ValueOf(option) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        if (ValueOf("--ours") is not { } ours || ValueOf("--peer") is not { } peer) return null;
        var isQuick = arguments.Contains("--quick");
        return new()
        {
            Ours = Path.GetFullPath(ours),
            Peer = Path.GetFullPath(peer),
            Echo = ValueOf("--echo") is { } echo ? Path.GetFullPath(echo) : null,
            Backend = ValueOf("--backend") ?? "auto",
            Root = Path.GetFullPath(ValueOf("--root") ?? "."),
            IsQuick = isQuick,
            Only = ValueOf("--only")?.Split(',') ?? [],
            Rounds = (int)Number("--rounds", isQuick ? 1 : RoundsDefault),
            Seconds = Number("--seconds", isQuick ? SecondsDefault / 2 : SecondsDefault),
            PauseRounds = (int)Number("--rounds", 1),
            Members = (int)Number("--members", isQuick ? MembersDefault / 10 : MembersDefault),
            UsesRedisBenchmark = ValueOf("--generator") == "redis-benchmark",
        };
    }
}
