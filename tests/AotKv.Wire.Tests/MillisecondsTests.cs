using System.Text;
using AotKv.Wire.Numbers;
using Xunit;

namespace AotKv.Wire.Tests;

public class MillisecondsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1000)]
    [InlineData("0.001", 1)]
    [InlineData("0.0011", 2)]
    [InlineData("1.5", 1500)]
    [InlineData("1e-30", 1)]
    [InlineData("0.1", 100)]
    [InlineData("-0.0001", 0)]
    [InlineData("-1.5", -1500)]
    [InlineData("123456789.123", 123456789123)]
    [InlineData("-1e20", long.MinValue)]
    [InlineData("-inf", long.MinValue)]
    [InlineData("9223372036854775.807", long.MaxValue)]
    public void Seconds_become_milliseconds_rounded_up(string seconds, long expected)
    {
        Assert.True(LongDoubleText.TryParse(Encoding.ASCII.GetBytes(seconds), out var value));
        Assert.True(value.TryToMilliseconds(out var milliseconds));
        Assert.Equal(expected, milliseconds);
    }

    [Theory]
    [InlineData("9223372036854776")]
    [InlineData("1e300")]
    [InlineData("inf")]
    public void What_does_not_fit_is_refused(string seconds)
    {
        Assert.True(LongDoubleText.TryParse(Encoding.ASCII.GetBytes(seconds), out var value));
        Assert.False(value.TryToMilliseconds(out _));
    }
}
