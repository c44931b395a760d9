using AotKv.Engine.Shards;
using AotKv.Wire.Text;

namespace AotKv.Commands.Debugging;

/// <summary>DEBUG STRINGMATCH-TEST: random patterns against random texts. That it ends is the result.</summary>
static class PatternTest
{
    const int Rounds = 100_000;
    const int LengthMax = 32;
    const int Values = 128;

    /// <summary>Random numbers are those of a shard that is lent.</summary>
    public static long Run(Shard random)
    {
        Span<byte> text = stackalloc byte[LengthMax];
        Span<byte> pattern = stackalloc byte[LengthMax];
        var matches = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var bits = random.NextRandom();
            var one = text[..(int)(bits % LengthMax)];
            var other = pattern[..(int)(bits / LengthMax % LengthMax)];
            Fill(one, random);
            Fill(other, random);
            if (GlobPattern.Matches(other, one)) matches++;
        }
        return matches;
    }

    static void Fill(Span<byte> bytes, Shard random)
    {
        foreach (ref var each in bytes) each = (byte)(random.NextRandom() % Values);
    }
}
