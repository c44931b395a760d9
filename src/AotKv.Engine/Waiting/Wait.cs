using AotKv.Values;

namespace AotKv.Engine.Waiting;

/// <summary>
/// What a blocking command waits for, said by it before it returns <see cref="Outcome.Park"/>: at which of its
/// arguments the awaited keys stand, of which type their value must be, and until when.
/// </summary>
public readonly record struct Wait
{
    /// <summary>It is run again when one of its keys has a value of this type.</summary>
    public required RecordType Type { get; init; }

    /// <summary>The position of the first awaited key among the arguments.</summary>
    public required int FirstKey { get; init; }

    /// <summary>The number of awaited keys, one after the other.</summary>
    public int KeyCount { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC, or 0 to wait for ever. Only the first run's counts.</summary>
    public long Deadline { get; init; }

    /// <summary>
    /// It is also run again when one of its keys is deleted or becomes something else: XREADGROUP, which then answers
    /// an error.
    /// </summary>
    public bool WakesWhenGone { get; init; }
}
