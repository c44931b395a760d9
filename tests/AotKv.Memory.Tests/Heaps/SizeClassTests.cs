using AotKv.Memory.Heaps;
using Xunit;

namespace AotKv.Memory.Tests.Heaps;

public class SizeClassTests
{
    [Fact]
    public void Every_length_has_the_smallest_class_that_holds_it()
    {
        var expected = 0;
        for (var bytes = 1; bytes <= SizeClasses.SmallMax; bytes++)
        {
            if (bytes > SizeClasses.SizeOf(expected)) expected++;
            Assert.Equal(expected, SizeClasses.Of(bytes));
        }
        Assert.Equal(SizeClasses.Count - 1, expected);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(40, 40)]
    [InlineData(41, 48)]
    [InlineData(129, 144)]
    [InlineData(257, 288)]
    [InlineData(4097, 4368)]
    [InlineData(30000, 32768)]
    public void A_good_size_is_what_a_block_really_has(int bytes, int expected) =>
        Assert.Equal(expected, ShardHeap.GoodSize(bytes));

    [Fact]
    public void No_class_wastes_more_than_a_ninth_above_64_bytes_and_up_to_7280()
    {
        for (var bytes = 65; bytes <= 7280; bytes++)
            Assert.True((ShardHeap.GoodSize(bytes) - bytes) * 9 <= ShardHeap.GoodSize(bytes), $"{bytes}");
    }

    [Fact]
    public void A_good_size_of_a_large_block_is_its_own_good_size()
    {
        for (var bytes = 32769L; bytes < 1L << 33; bytes = bytes * 3 / 2 + 7)
            Assert.Equal(ShardHeap.GoodSizeOf(bytes), ShardHeap.GoodSizeOf(ShardHeap.GoodSizeOf(bytes)));
    }

    [Fact]
    public void A_page_header_is_one_cache_line() => Assert.Equal(64, PageHeader.Bytes);
}
