namespace AotKv.Server.Reactor;

/// <summary>
/// What a core lends to its connections while they are busy, and keeps for the next. Used on the core's thread. The
/// surplus of a busy moment is left to the collector.
/// </summary>
sealed class Loans<T>(Func<T> make) where T : class
{
    const int KeptMax = 256;

    readonly T[] kept = new T[KeptMax];
    int count;

    public T Borrow() => count > 0 ? kept[--count] : make();

    /// <summary>Takes back what is empty; false where it has enough of them.</summary>
    public bool TryReturn(T returned)
    {
        if (count == KeptMax) return false;
        kept[count++] = returned;
        return true;
    }
}
