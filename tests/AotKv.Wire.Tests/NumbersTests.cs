using System.Globalization;
using System.Numerics;
using System.Text;
using AotKv.Wire.Numbers;

namespace AotKv.Wire.Tests;

public class NumbersTests
{
    static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    static string Format(double value)
    {
        Span<byte> text = stackalloc byte[DoubleText.BytesMax];
        return Recorded.Text(text[..DoubleText.Format(text, value)]);
    }

    static string Format(LongDouble value)
    {
        Span<byte> text = stackalloc byte[LongDoubleText.BytesMax];
        return Recorded.Text(text[..LongDoubleText.Format(text, value)]);
    }

    static long RandomInteger(Random random) => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);

    [Fact]
    public void Integers_read_back_what_they_print()
    {
        var seed = Seed.ForThisRun();
        long[] edges = [0, 1, 9, 10, 99, 100, 101, long.MaxValue, long.MinValue, long.MinValue + 1, -1, -9, -10];
        var powers = Enumerable.Range(0, 19).Select(i => (long)Math.Pow(10, i));
        foreach (var value in edges.Concat(powers).Concat(powers.Select(p => p - 1))
            .Concat(Enumerable.Range(0, 100_000).Select(_ => RandomInteger(seed.Random))))
        {
            var text = new byte[IntegerText.BytesMax];
            var length = IntegerText.Format(text, value);
            Assert.True(value.ToString() == Recorded.Text(text.AsSpan(0, length)), $"{seed} {value}");
            Assert.True(IntegerText.TryParse(text.AsSpan(0, length), out var read) && read == value, $"{seed} {value}");
        }
    }

    [Fact]
    public void Unsigned_integers_print_all_their_digits()
    {
        foreach (var value in (ulong[])[0, ulong.MaxValue, 1UL << 63, 10_000_000_000_000_000_000])
        {
            var text = new byte[IntegerText.BytesMax];
            Assert.Equal(value.ToString(), Recorded.Text(text.AsSpan(0, IntegerText.Format(text, value))));
            Assert.Equal(value.ToString().Length, IntegerText.CountDigits(value));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("-0")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("-01")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("a")]
    [InlineData("1234567a")]
    [InlineData("a2345678")]
    [InlineData("12345678:")]
    [InlineData("1234/678")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("9999999999999999999")]
    [InlineData("10000000000000000000")]
    [InlineData("18446744073709551616")]
    [InlineData("123456789012345678901")]
    public void Integers_have_one_form_only(string text) => Assert.False(IntegerText.TryParse(Bytes(text), out _));

    [Fact]
    public void Any_changed_byte_in_an_integer_is_noticed()
    {
        foreach (var text in (string[])["5", "12", "1234567", "12345678", "1234567890123456", "123456789012345678"])
        for (var at = 0; at < text.Length; at++)
        for (var value = 0; value < 256; value++)
        {
            var bytes = Bytes(text);
            bytes[at] = (byte)value;
            var isDigit = value is >= '0' and <= '9' && (at > 0 || value != '0' || text.Length == 1);
            var isSign = at == 0 && value == '-' && text.Length > 1;
            Assert.Equal(isDigit || isSign, IntegerText.TryParse(bytes, out _));
        }
    }

    [Fact]
    public void Scores_read_and_print_as_recorded()
    {
        foreach (var row in Recorded.Rows("scores.tsv"))
        {
            var answer = DoubleText.TryParse(Recorded.Bytes(row[0]), out var value)
                ? Format(value)
                : "-ERR value is not a valid float";
            // The server lost the sign of a zero when it stored the score, not when it read or printed it.
            if (value == 0 && answer == "-0") answer = "0";
            Assert.True(row[1] == answer, $"{Recorded.Text(Recorded.Bytes(row[0]))}: {row[1]} and not {answer}");
        }
    }

    [Fact]
    public void Float_increments_add_and_print_as_recorded()
    {
        foreach (var row in Recorded.Rows("incrbyfloat.tsv"))
        {
            var answer = "-ERR value is not a valid float";
            if (LongDoubleText.TryParse(Recorded.Bytes(row[0]), out var value)
                && LongDoubleText.TryParse(Recorded.Bytes(row[1]), out var increment))
            {
                var sum = value + increment;
                answer = sum.IsFinite ? Format(sum) : "-ERR increment would produce NaN or Infinity";
            }
            Assert.True(row[2] == answer, $"{Recorded.Text(Recorded.Bytes(row[0]))} + "
                + $"{Recorded.Text(Recorded.Bytes(row[1]))}: {row[2]} and not {answer}");
        }
    }

    [Fact]
    public void Doubles_read_back_what_they_print()
    {
        var seed = Seed.ForThisRun();
        for (var i = 0; i < 200_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(seed.Random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value)) continue;
            if (i % 4 == 0) value = Math.Round(seed.Random.NextDouble() * 1e6, seed.Random.Next(6));
            var text = Format(value);
            Assert.True(DoubleText.TryParse(Bytes(text), out var read) && read.Equals(value),
                $"{seed} {value:R} {text}");
            Assert.True(double.Parse(text, CultureInfo.InvariantCulture).Equals(value), $"{seed} {value:R} {text}");
        }
    }

    [Fact]
    public void Doubles_are_read_rounded_to_nearest()
    {
        var seed = Seed.ForThisRun();
        for (var i = 0; i < 200_000; i++)
        {
            var digits = seed.Random.NextInt64(1, long.MaxValue) >> seed.Random.Next(63);
            var text = $"{digits}e{seed.Random.Next(-40, 40)}";
            if (i % 2 == 0) text = text.Insert(seed.Random.Next(digits.ToString().Length), ".");
            Assert.True(DoubleText.TryParse(Bytes(text), out var read), $"{seed} {text}");
            Assert.True(double.Parse(text, CultureInfo.InvariantCulture).Equals(read), $"{seed} {text}");
        }
    }

    [Fact]
    public void Long_double_sums_of_integers_are_exact_to_64_bits()
    {
        var seed = Seed.ForThisRun();
        for (var i = 0; i < 50_000; i++)
        {
            var left = RandomInteger(seed.Random);
            var right = RandomInteger(seed.Random);
            Assert.True(LongDoubleText.TryParse(Bytes(left.ToString()), out var a));
            Assert.True(LongDoubleText.TryParse(Bytes(right.ToString()), out var b));
            Assert.True(((BigInteger)left + right).ToString() == Format(a + b), $"{seed} {left} + {right}");
        }
    }

    [Fact]
    public void The_short_ways_to_read_a_long_double_agree_with_the_long_way()
    {
        var seed = Seed.ForThisRun();
        for (var i = 0; i < 20_000; i++)
        {
            var digits = seed.Random.NextInt64(1, long.MaxValue) >> seed.Random.Next(63);
            var decimals = seed.Random.Next(1, 19);
            var zeros = new string('0', 25);
            Assert.True(LongDoubleText.TryParse(Bytes($"{digits}e-{decimals}"), out var quick));
            Assert.True(LongDoubleText.TryParse(Bytes($"{digits}{zeros}e-{decimals + 25}"), out var slow));
            Assert.True(Format(quick + slow.Negated) == "0", $"{seed} {digits}e-{decimals}");
        }
    }
}
