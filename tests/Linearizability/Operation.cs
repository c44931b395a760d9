namespace AotKv.Linearizability;

/// <summary>
/// What one client asked for as one step, when, and what it was answered: a command, or a whole transaction from MULTI
/// to EXEC. Times are of one clock; <see cref="Returned"/> is that of an operation whose reply never came.
/// </summary>
/// <param name="Client">Whose it is, from 0 on without gaps.</param>
/// <param name="Commands">The command; of a transaction those between MULTI and EXEC.</param>
/// <param name="IsTransaction">Whether MULTI and EXEC stood around them.</param>
public sealed record Operation(int Client, string[][] Commands, bool IsTransaction)
{
    public long Invoked { get; set; }

    /// <summary>When the reply was there.</summary>
    public long Returned { get; set; } = long.MaxValue;

    /// <summary>
    /// The reply as <see cref="ReplyText"/> writes it, of a transaction EXEC's; null where it never came.
    /// </summary>
    public string? Reply { get; set; }

    /// <summary>Its place among those that a monitor was shown; null where it was not.</summary>
    public int? ShownAt { get; set; }

    /// <summary>
    /// It is shown, or not, in the order of its instant: not what may have waited, or what no monitor sees.
    /// </summary>
    public bool IsOrderedByMonitor => IsTransaction
        || !KeyValueModel.MayBlock(Commands[0][0]) && Commands[0][0] is not ("CLIENT" or "MONITOR")
        && !Commands[0][0].StartsWith('(');

    public bool IsPending => Reply is null;

    public override string ToString()
    {
        var commands = string.Join("; ", Commands.Select(command => string.Join(' ', command)));
        var returned = IsPending ? "..." : $"{Returned}";
        return $"{Invoked,10} {returned,10}  client {Client}: {(IsTransaction ? $"EXEC {{{commands}}}" : commands)}"
            + $" -> {Reply ?? "no reply"}";
    }
}
