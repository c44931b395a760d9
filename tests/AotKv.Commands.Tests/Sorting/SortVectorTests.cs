using System.Globalization;
using System.Text;
using AotKv.Commands.Sorting;
using Xunit;

namespace AotKv.Commands.Tests.Sorting;

public sealed class SortVectorTests
{
    [Fact]
    public void Random_numbers_come_in_order_wherever_the_range_begins()
    {
        var seed = SeedForThisRun();
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var values = new double[random.Next(1, 400)];
            var kinds = random.Next(4) == 0 ? 3 : 1_000;
            for (var i = 0; i < values.Length; i++) values[i] = random.Next(kinds) - kinds / 2 + random.Next(2) * 0.5;
            var first = random.Next(values.Length);
            var last = random.Next(first - 1, values.Length);
            AssertSorted(values, first, last, descending: random.Next(2) == 0, seed);
        }
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(99)]
    public void Numbers_in_patterns_come_in_order(int count)
    {
        var rising = new double[count];
        var falling = new double[count];
        var same = new double[count];
        var organ = new double[count];
        for (var i = 0; i < count; i++)
        {
            rising[i] = i;
            falling[i] = -i;
            organ[i] = Math.Min(i, count - i);
        }
        foreach (var values in new[] { rising, falling, same, organ, KillerOfMedians(count) })
        {
            AssertSorted(values, first: 0, count - 1, descending: false, seed: 0);
            AssertSorted(values, first: count / 2, count / 2 + 10, descending: true, seed: 0);
        }
    }

    [Fact]
    public void Both_zeros_are_ordered_by_their_texts() =>
        Assert.Equal(["-0", "-0.0", "0"], Sorted(["0", "-0.0", "-0"], first: 0, last: 2, descending: false));

    [Fact]
    public void Infinities_come_at_the_ends() =>
        Assert.Equal(["inf", "1e300", "-1", "-inf"], Sorted(["-1", "inf", "-inf", "1e300"], 0, 3, descending: true));

    [Fact]
    public void What_is_no_number_is_refused_also_outside_of_the_range()
    {
        var vector = default(SortVector);
        vector.Add("1"u8);
        vector.Add("x"u8);
        Assert.False(vector.TrySortByNumber(first: 0, last: 0, descending: false));
        vector.Dispose();
    }

    static void AssertSorted(double[] values, int first, int last, bool descending, int seed)
    {
        var texts = Array.ConvertAll(values, value => value.ToString(CultureInfo.InvariantCulture));
        var actual = Sorted(texts, first, last, descending);
        var expected = (double[])values.Clone();
        Array.Sort(expected);
        if (descending) Array.Reverse(expected);
        for (var i = first; i <= last; i++)
        {
            var text = expected[i].ToString(CultureInfo.InvariantCulture);
            if (text != actual[i - first]) Assert.Fail($"AOTKV_SEED={seed}: {actual[i - first]} at {i}, not {text}.");
        }
    }

    static string[] Sorted(string[] texts, int first, int last, bool descending)
    {
        var vector = default(SortVector);
        foreach (var text in texts) vector.Add(Encoding.ASCII.GetBytes(text));
        Assert.True(vector.TrySortByNumber(first, last, descending));
        var sorted = new string[last - first + 1];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = Encoding.ASCII.GetString(vector.TextAt(first + i));
        vector.Dispose();
        return sorted;
    }

    /// <summary>Makes the median of three the worst choice again and again (Musser, 1997).</summary>
    static double[] KillerOfMedians(int count)
    {
        var half = count / 2;
        var values = new double[count];
        for (var i = 1; i <= half; i++)
        {
            values[i - 1] = (i & 1) == 1 ? i : half + i - 1;
            values[half + i - 1] = 2 * i;
        }
        return values;
    }

    static int SeedForThisRun() =>
        Environment.GetEnvironmentVariable("AOTKV_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
}
