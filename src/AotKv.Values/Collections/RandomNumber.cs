namespace AotKv.Values.Collections;

/// <summary>Numbers in a range from a shard's generator, each as likely as any other.</summary>
static class RandomNumber
{
    /// <summary>A number from 0 to one below the limit.</summary>
    public static long Below(ValueHome home, long limit) =>
        (long)(((UInt128)home.NextRandom() * (ulong)limit) >> 64);

    public static int Below(ValueHome home, int limit) => (int)Below(home, (long)limit);
}
