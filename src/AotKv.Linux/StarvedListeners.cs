namespace AotKv.Linux;

/// <summary>
/// Listeners whose connections wait although no descriptor or memory was left for them. Their edge is over, so the
/// network reports them again when it has closed a socket.
/// </summary>
readonly struct StarvedListeners()
{
    readonly List<int> listeners = [];

    /// <summary>Whether a failed accept may succeed once something is closed.</summary>
    internal static bool IsStarvation(int result) =>
        result is -Errno.TooManyFiles or -Errno.TooManyFilesInSystem or -Errno.NoBuffers or -Errno.OutOfMemory;

    internal void Add(int listener)
    {
        if (!listeners.Contains(listener)) listeners.Add(listener);
    }

    internal void Remove(int listener) => listeners.Remove(listener);

    internal bool TryTake(out int listener)
    {
        listener = -1;
        if (listeners.Count == 0) return false;
        listener = listeners[^1];
        listeners.RemoveAt(listeners.Count - 1);
        return true;
    }
}
