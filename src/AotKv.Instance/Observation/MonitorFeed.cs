using AotKv.Engine.Messaging;

namespace AotKv.Instance.Observation;

/// <summary>
/// The lines that MONITOR shows, on their way from the cores that run commands to those that have monitors. A line is
/// put in while its shard runs nothing else, and all lines pass one turnstile: so every monitor sees one order, and it
/// is one in which the commands could have run.
/// </summary>
public sealed class MonitorFeed
{
    readonly Turnstile turnstile = new();
    readonly Dictionary<int, Outlet> outlets = [];
    int readers;

    /// <summary>Lines that wait for one core's monitors.</summary>
    sealed class Outlet(Doorbell doorbell)
    {
        public readonly Queue<byte[]> Lines = new();
        public int Readers;

        public Doorbell Doorbell => doorbell;
    }

    /// <summary>Read before commands run, by all cores.</summary>
    public bool HasReaders => Volatile.Read(ref readers) > 0;

    public int Readers => Volatile.Read(ref readers);

    /// <summary>A client of that core has become a monitor. The core is woken by its doorbell.</summary>
    public void Add(int core, Doorbell doorbell) => turnstile.Pass(() =>
    {
        if (!outlets.TryGetValue(core, out var outlet)) outlets[core] = outlet = new(doorbell);
        outlet.Readers++;
        return Interlocked.Increment(ref readers);
    });

    /// <summary>A monitor is gone.</summary>
    public void Remove(int core) => turnstile.Pass(() =>
    {
        if (--outlets[core].Readers == 0) outlets.Remove(core);
        return Interlocked.Decrement(ref readers);
    });

    /// <summary>Puts a line in. Whose shard ran the command may sleep itself: another core stood in for it.</summary>
    public void Publish(byte[] line) => turnstile.Pass(() =>
    {
        foreach (var outlet in outlets.Values)
        {
            outlet.Lines.Enqueue(line);
            if (outlet.Lines.Count == 1) outlet.Doorbell.Ring();
        }
        return 0;
    });

    /// <summary>Takes what waits for the monitors of a core; null where nothing does.</summary>
    public byte[][]? Take(int core) => turnstile.Pass(() =>
    {
        if (!outlets.TryGetValue(core, out var outlet) || outlet.Lines.Count == 0) return null;
        var lines = outlet.Lines.ToArray();
        outlet.Lines.Clear();
        return lines;
    });
}
