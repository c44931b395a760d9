namespace AotKv.Bench.Loads;

/// <summary>The numbers that go into requests: random ones below a limit, and a row. Used by one thread.</summary>
sealed class Numbers(long limit, long first, ulong seed)
{
    ulong state = seed | 1;
    long next = first;

    public long NextRandom()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (long)(((UInt128)(state * 0x2545F4914F6CDD1D) * (ulong)limit) >> 64);
    }

    /// <summary>The next of the row, which starts again where it has reached the limit.</summary>
    public long NextInRow()
    {
        var number = next++;
        if (next >= limit) next = 0;
        return number;
    }
}
