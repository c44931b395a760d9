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
    [InlineData(41, 41)]
    [InlineData(128, 128)]
    [InlineData(129, 136)]
    [InlineData(257, 272)]
    [InlineData(4097, 4368)]
    [InlineData(30000, 32768)]
    public void A_good_size_is_what_a_block_really_has(int bytes, int expected) =>
        Assert.Equal(expected, ShardHeap.GoodSize(bytes));

    [Fact]
    public void No_class_wastes_more_than_a_seventeenth_up_to_4096_nor_a_ninth_up_to_7280()
    {
        for (var bytes = 8; bytes <= 7280; bytes++)
        {
            var good = ShardHeap.GoodSize(bytes);
            Assert.True((good - bytes) * (bytes <= 4096 ? 17 : 9) <= good, $"{bytes}");
        }
    }

    [Fact]
    public void A_multiple_of_eight_has_a_class_that_is_one_too()
    {
        for (var bytes = 8; bytes <= SizeClasses.SmallMax; bytes += 8) Assert.Equal(0, ShardHeap.GoodSize(bytes) % 8);
    }

    [Fact]
    public void A_roomy_size_holds_what_is_asked_and_at_most_an_eighth_or_seven_bytes_more()
    {
        for (var bytes = 1; bytes <= SizeClasses.SmallMax + 10; bytes++)
            Assert.InRange(ShardHeap.RoomySizeOf(bytes), bytes, bytes + Math.Max(7, bytes / 8));
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
