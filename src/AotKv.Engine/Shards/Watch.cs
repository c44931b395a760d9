namespace AotKv.Engine.Shards;

/// <summary>
/// One client's WATCH, from its first WATCH to EXEC, DISCARD, UNWATCH or the end of the connection. Made by the
/// connection's core; the shards that own the watched keys set <see cref="Broken"/>, from their own threads.
/// </summary>
public sealed class Watch
{
    readonly HashSet<(int Database, string Key)> names = [];
    volatile bool broken;

    /// <summary>The different keys that are watched, byte text. Written by the client's core.</summary>
    public IReadOnlyCollection<(int Database, string Key)> Names => names;

    public void Note(int database, string key) => names.Add((database, key));

    /// <summary>A watched key was changed: EXEC must refuse.</summary>
    public bool Broken => broken;

    /// <summary>The client no longer watches: records of it may be dropped.</summary>
    public volatile bool Ended;

    public void Break() => broken = true;
}
