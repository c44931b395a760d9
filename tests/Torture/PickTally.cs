using System.Globalization;
using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>How often each of so many members was picked, and whether that can be chance.</summary>
sealed class PickTally(int members)
{
    /// <summary>
    /// So many deviations from what is expected: fair picks stay below but for one run in a hundred million.
    /// </summary>
    const double DeviationsMax = 6;

    readonly long[] seen = new long[members];

    /// <summary>The number in the name of a member: "m7" or "7".</summary>
    public static int IndexOf(string member) => int.Parse(member.TrimStart('m'), CultureInfo.InvariantCulture);

    /// <summary>Counts picks of one reply, which must be different.</summary>
    public void Add(string[] picked)
    {
        Assert.Equal(picked.Length, picked.Distinct().Count());
        foreach (var member in picked) AddIndex(IndexOf(member));
    }

    public void AddIndex(int index) => seen[index]++;

    /// <summary>
    /// Pearson's test; draws without repetition vary less, by the share that is not drawn.
    /// </summary>
    /// <param name="picked">How many different ones were picked at a time.</param>
    public void AssertFair(int picked)
    {
        var expected = seen.Sum() / (double)seen.Length;
        if (picked == seen.Length)
        {
            Assert.All(seen, times => Assert.Equal(expected, times));
            return;
        }
        var share = picked == 1 ? 1.0 : 1 - (picked - 1.0) / (seen.Length - 1);
        var squares = seen.Sum(times => (times - expected) * (times - expected) / expected) / share;
        var freedom = seen.Length - 1;
        var most = freedom + DeviationsMax * Math.Sqrt(2.0 * freedom) + 2 * DeviationsMax;
        Assert.True(squares <= most, $"AOTKV_SEED={Seed.ForThisRun}: {squares} is more than {most}, picking {picked}");
    }

    /// <summary>Something that has a chance came about as often as it should.</summary>
    public static void AssertTimes(long times, long tries, double chance)
    {
        var deviation = Math.Sqrt(tries * chance * (1 - chance));
        var most = DeviationsMax * deviation + DeviationsMax;
        Assert.True(Math.Abs(times - tries * chance) <= most,
            $"AOTKV_SEED={Seed.ForThisRun}: {times} times in {tries}, for a chance of {chance}");
    }
}
