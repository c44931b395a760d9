namespace AotKv.Bench;

/// <summary>What the command line asked for.</summary>
sealed class Options
{
    /// <summary>Our server's binary.</summary>
    public required string Ours { get; init; }

    /// <summary>The server to compare with.</summary>
    public required string Peer { get; init; }

    /// <summary>The echo floor's binary, or null where it was not built.</summary>
    public string? Echo { get; init; }

    /// <summary>The back end of our server: "io_uring", "epoll" or "auto".</summary>
    public required string Backend { get; init; }

    /// <summary>The repository, whose commit is named and whose bench/RESULTS.md is written.</summary>
    public required string Root { get; init; }

    /// <summary>A tenth of the time: fewer loads, keys and rounds. Its results go to the screen only.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Only "throughput", "memory" or "start"; "" for all.</summary>
    public required string Only { get; init; }

    public int Rounds => IsQuick ? 3 : 5;

    public static Options? Parse(string[] arguments)
    {
        string? ValueOf(string option)
        {
            var at = Array.IndexOf(arguments, option);
            return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        }
        if (ValueOf("--ours") is not { } ours || ValueOf("--peer") is not { } peer) return null;
        return new()
        {
            Ours = Path.GetFullPath(ours),
            Peer = Path.GetFullPath(peer),
            Echo = ValueOf("--echo"),
            Backend = ValueOf("--backend") ?? "auto",
            Root = ValueOf("--root") ?? ".",
            IsQuick = arguments.Contains("--quick"),
            Only = ValueOf("--only") ?? "",
        };
    }
}
