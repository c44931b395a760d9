using AotKv.Engine.Measures;

namespace AotKv.Engine.Tests;

/// <summary>Percentiles and cumulative counts, in the steps that Valkey's histograms have.</summary>
public class LatencyHistogramTests
{
    [Fact]
    public void Small_times_are_exact_and_larger_ones_end_their_step()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(1, times: 1);
        Assert.Equal(1, histogram.AtPercentile(50));
        histogram = new();
        histogram.Record(255, times: 1);
        Assert.Equal(255, histogram.AtPercentile(99));
        histogram = new();
        histogram.Record(1000, times: 1);
        Assert.Equal(1003, histogram.AtPercentile(50));
        histogram = new();
        histogram.Record(9000, times: 1);
        Assert.Equal(9023, histogram.AtPercentile(100));
    }

    [Fact]
    public void A_percentile_is_the_time_of_the_call_that_reaches_it()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(100, times: 98);
        histogram.Record(200, times: 1);
        histogram.Record(250, times: 1);
        Assert.Equal(100, histogram.AtPercentile(50));
        Assert.Equal(200, histogram.AtPercentile(99));
        Assert.Equal(250, histogram.AtPercentile(99.9));
        Assert.Equal(100, histogram.Total);
    }

    [Fact]
    public void Times_out_of_range_count_as_the_shortest_and_the_longest()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(0, times: 1);
        histogram.Record(5_000_000_000, times: 1);
        Assert.Equal(1, histogram.AtPercentile(50));
        Assert.True(histogram.AtPercentile(100) >= LatencyHistogram.Longest);
    }

    [Fact]
    public void Cumulative_counts_are_given_for_doubling_times_while_they_grow()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(500, times: 2);
        histogram.Record(3_000, times: 3);
        histogram.Record(40_000, times: 1);
        Assert.Equal([(1, 2), (4, 5), (66, 6)], histogram.Cumulative());
    }

    [Fact]
    public void Histograms_add_up()
    {
        var one = new LatencyHistogram();
        var other = new LatencyHistogram();
        one.Record(100, times: 1);
        other.Record(200, times: 3);
        one.Add(other);
        Assert.Equal(4, one.Total);
        Assert.Equal(200, one.AtPercentile(50));
    }
}
