namespace AotKv.Engine.Shards;

/// <summary>
/// The 24 bits in which a record remembers its use, as Valkey keeps them: under an LRU policy the second of the last
/// use; under an LFU policy 16 bits of the minute of the last use and, below, a counter of 8 bits that grows with the
/// logarithm of the uses and falls as minutes pass. Both wrap. Stateless.
/// </summary>
static class AccessClock
{
    const uint Mask = 0xFFFFFF;
    const int CounterMax = 255;

    /// <summary>A new key's counter: it is not to be evicted before it could be used at all.</summary>
    const int CounterOfNew = 5;

    /// <summary>Under an LRU policy: the clock of a key that is used now.</summary>
    public static uint Seconds(long nowMilliseconds) => (uint)(nowMilliseconds / 1000) & Mask;

    /// <summary>Under an LRU policy: seconds since the last use.</summary>
    public static uint IdleSeconds(uint clock, long nowMilliseconds) => Seconds(nowMilliseconds) - clock & Mask;

    /// <summary>Under an LFU policy: the clock of a key that has just been made.</summary>
    public static uint OfNew(long nowMilliseconds) => Minutes(nowMilliseconds) << 8 | CounterOfNew;

    /// <summary>Under an LFU policy: the clock of a key that is used now and has a counter.</summary>
    public static uint OfUse(long nowMilliseconds, byte counter) => Minutes(nowMilliseconds) << 8 | counter;

    /// <summary>Under an LFU policy: the counter, with what it has lost since the last use.</summary>
    public static int Frequency(uint clock, long nowMilliseconds, KeySettings settings)
    {
        var counter = (int)(clock & CounterMax);
        if (settings.UseDecayMinutes == 0) return counter;
        var elapsed = (ushort)(Minutes(nowMilliseconds) - (clock >> 8));
        return (int)Math.Max(0, counter - elapsed / settings.UseDecayMinutes);
    }

    /// <summary>
    /// Under an LFU policy: the clock after one more use. The counter grows with a chance that falls with its height.
    /// </summary>
    public static uint Used(uint clock, long nowMilliseconds, KeySettings settings, ulong random)
    {
        var counter = Frequency(clock, nowMilliseconds, settings);
        if (counter < CounterMax)
        {
            var above = Math.Max(0, counter - CounterOfNew);
            var chance = 1.0 / (above * (double)settings.UseLogFactor + 1);
            if ((random >> 11) * (1.0 / (1UL << 53)) < chance) counter++;
        }
        return Minutes(nowMilliseconds) << 8 | (uint)counter;
    }

    static uint Minutes(long nowMilliseconds) => (ushort)(nowMilliseconds / 60_000);
}
