using AotKv.Engine.Messaging;

namespace AotKv.Instance.Acl;

/// <summary>
/// What users were denied of late, of all cores; what happens again within a minute is one entry with a count. Entered
/// rarely, so one client at a time.
/// </summary>
public sealed class AccessLog
{
    /// <summary>So many of the newest entries are looked through for one like a new one.</summary>
    const int ComparedMax = 10;

    readonly Turnstile turnstile = new();
    readonly List<AccessLogEntry> newestFirst = [];
    long nextId;

    /// <summary>Only then the log becomes as short as the directive says, as in Valkey.</summary>
    public void Add(AccessLogEntry entry, long lengthMax) => turnstile.Pass(() =>
    {
        var known = newestFirst.FindIndex(0, Math.Min(ComparedMax, newestFirst.Count), entry.IsLike);
        if (known < 0) newestFirst.Insert(0, entry with { Id = nextId++ });
        else
        {
            var again = newestFirst[known];
            newestFirst.RemoveAt(known);
            newestFirst.Insert(0, again with
            {
                Client = entry.Client, UpdatedAt = entry.UpdatedAt, Count = again.Count + 1,
            });
        }
        return Trim(lengthMax);
    });

    /// <summary>The newest first.</summary>
    public AccessLogEntry[] Newest(long count) =>
        turnstile.Pass(() => newestFirst.Take((int)Math.Min(count, newestFirst.Count)).ToArray());

    public void Reset() => turnstile.Pass(() =>
    {
        newestFirst.Clear();
        return 0;
    });

    int Trim(long lengthMax)
    {
        if (newestFirst.Count > lengthMax)
            newestFirst.RemoveRange((int)lengthMax, newestFirst.Count - (int)lengthMax);
        return newestFirst.Count;
    }
}
