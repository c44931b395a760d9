using System.Globalization;
using System.Text;
using Xunit;

namespace AotKv.Values.Tests;

public class DecimalIntegerTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9")]
    [InlineData("10")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    public void Canonical_numbers_come_back_byte_for_byte(string text)
    {
        Assert.True(DecimalInteger.TryParse(Encoding.ASCII.GetBytes(text), out var number));
        var scratch = new byte[DecimalInteger.LengthMax];
        Assert.Equal(text, Encoding.ASCII.GetString(scratch, 0, DecimalInteger.Format(number, scratch)));
        Assert.Equal(text.Length, DecimalInteger.LengthOf(number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-0")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("-01")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.0")]
    [InlineData("--1")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("99999999999999999999")]
    [InlineData("123456789012345678901")]
    public void Other_texts_are_no_numbers(string text) =>
        Assert.False(DecimalInteger.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Random_numbers_agree_with_the_library() => RandomSeed.Run(random =>
    {
        for (var step = 0; step < 20_000; step++)
        {
            var number = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            var text = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
            Assert.True(DecimalInteger.TryParse(text, out var parsed));
            Assert.Equal(number, parsed);
            Assert.Equal(text.Length, DecimalInteger.LengthOf(number));
        }
    });
}
