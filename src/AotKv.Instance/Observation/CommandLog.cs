using AotKv.Engine.Messaging;

namespace AotKv.Instance.Observation;

/// <summary>
/// The last remarkable calls of one kind, of all cores. Entered rarely, so one client or core at a time.
/// </summary>
public sealed class CommandLog
{
    readonly Turnstile turnstile = new();
    readonly LinkedList<CommandLogEntry> entries = [];
    long nextId;

    /// <summary>Adds an entry made of its number, unless the log is off; at most so many stay.</summary>
    public void Push(long lengthMax, Func<long, CommandLogEntry> make) => turnstile.Pass(() =>
    {
        entries.AddFirst(make(nextId++));
        return Trim(lengthMax);
    });

    /// <summary>
    /// The newest entries first. The log is as long as the directive says as soon as it is looked at; -1 leaves it as
    /// it is.
    /// </summary>
    public CommandLogEntry[] Newest(long count, long lengthMax) => turnstile.Pass(() =>
    {
        Trim(lengthMax);
        return entries.Take((int)Math.Min(count, entries.Count)).ToArray();
    });

    public int Count(long lengthMax) => turnstile.Pass(() => Trim(lengthMax));

    public void Reset() => turnstile.Pass(() =>
    {
        entries.Clear();
        return 0;
    });

    int Trim(long lengthMax)
    {
        while (lengthMax >= 0 && entries.Count > lengthMax) entries.RemoveLast();
        return entries.Count;
    }
}
