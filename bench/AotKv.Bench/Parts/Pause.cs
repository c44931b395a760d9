namespace AotKv.Bench.Parts;

/// <summary>How long others waited, milliseconds.</summary>
/// <param name="Longest">The longest wait of the pinger.</param>
/// <param name="P999">The wait that one in a thousand of its questions was longer than.</param>
/// <param name="Turn">The longest turn of the server's event loop, as the server says.</param>
/// <param name="Cpu">The most CPU time of one turn, as ours says; 0 of others.</param>
readonly record struct Pause(double Longest, double P999, double Turn, double Cpu)
{
    /// <summary>
    /// The middle one, the better of two: what the machine does to one round is not the server's doing.
    /// </summary>
    public static Pause Median(List<Pause> pauses) => new(
        Middle(pauses, p => p.Longest), Middle(pauses, p => p.P999), Middle(pauses, p => p.Turn),
        Middle(pauses, p => p.Cpu));

    static double Middle(List<Pause> pauses, Func<Pause, double> value) =>
        pauses.Select(value).Order().ElementAt((pauses.Count - 1) / 2);
}
