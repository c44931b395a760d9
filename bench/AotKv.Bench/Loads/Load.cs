namespace AotKv.Bench.Loads;

/// <summary>One kind of load: what is asked, and how.</summary>
/// <param name="Title">The row of the table.</param>
/// <param name="Pipeline">Requests that a connection sends at once.</param>
/// <param name="Request">The request, with the places of <see cref="RequestTemplate"/>.</param>
sealed record Load(string Title, int Pipeline, params string[] Request)
{
    public int Clients { get; init; } = 50;

    /// <summary>The numbers in keys are below this.</summary>
    public long Keys { get; init; } = 1_000_000;

    /// <summary>Where __seq__ starts.</summary>
    public long FirstInRow { get; init; }

    /// <summary>At most so many are sent: loads that use up what was there.</summary>
    public long Requests { get; init; } = long.MaxValue;

    /// <summary>Requests a second where they are due at a fixed rate; 0 for as fast as the server answers.</summary>
    public double Rate { get; init; }

    public int Shards { get; init; } = 1;

    /// <summary>Seconds of a run; 0 for the part's own.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether it may be answered with errors.</summary>
    public bool MayFail { get; init; }

    /// <summary>Fills rather than measures: from __seq__ 0 to count, once each.</summary>
    public static Load Fill(long count, params string[] request) =>
        new("fill", Pipeline: 64, request) { Keys = count, Requests = count, Seconds = 120, Clients = 20 };
}
