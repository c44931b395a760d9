using System.Text;
using AotKv.Wire.Checksums;

namespace AotKv.Wire.Tests;

public class ChecksumTests
{
    static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    [Fact]
    public void The_check_values_of_both_checksums_are_right()
    {
        Assert.Equal(0x31C3, Crc16.Of("123456789"u8));
        Assert.Equal(0xE9C6_D914_C4B8_D9CA, Crc64.Of("123456789"u8));
        Assert.Equal(0, Crc16.Of([]));
        Assert.Equal(0UL, Crc64.Of([]));
    }

    [Fact]
    public void Checksums_agree_with_one_bit_at_a_time()
    {
        var seed = Seed.ForThisRun();
        for (var length = 0; length < 700; length++)
        {
            var bytes = new byte[length];
            seed.Random.NextBytes(bytes);
            int crc16 = 0;
            ulong crc64 = 0;
            foreach (var value in bytes)
            {
                crc16 ^= value << 8;
                crc64 ^= value;
                for (var bit = 0; bit < 8; bit++)
                {
                    crc16 = (crc16 << 1 ^ ((crc16 & 0x8000) != 0 ? 0x1021 : 0)) & 0xFFFF;
                    crc64 = crc64 >> 1 ^ ((crc64 & 1) != 0 ? 0x95AC9329AC4BC9B5 : 0);
                }
            }
            Assert.True(crc16 == Crc16.Of(bytes), $"{seed} {length}");
            Assert.True(crc64 == Crc64.Of(bytes), $"{seed} {length}");
            var cut = seed.Random.Next(length + 1);
            Assert.True(crc64 == Crc64.Append(Crc64.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)), $"{seed} {length}");
        }
    }

    [Theory]
    [InlineData("foo", 12182)]
    [InlineData("somekey", 11058)]
    [InlineData("foo{hash_tag}", 2515)]
    [InlineData("bar{hash_tag}", 2515)]
    [InlineData("{user1000}.following", 3443)]
    [InlineData("", 0)]
    public void Slots_are_those_of_the_cluster_specification(string key, int slot) =>
        Assert.Equal(slot, KeySlot.Of(Bytes(key)));

    [Theory]
    [InlineData("foo{}{bar}", "foo{}{bar}")]
    [InlineData("foo{{bar}}zap", "{bar")]
    [InlineData("foo{bar}{zap}", "bar")]
    [InlineData("foo{bar", "foo{bar")]
    [InlineData("}{a}", "a")]
    public void The_tag_is_between_the_first_brace_and_the_next_closing_one(string key, string tag) =>
        Assert.Equal(tag, Recorded.Text(KeySlot.Tag(Bytes(key))));

    [Theory]
    [InlineData("foo", 12182)]
    [InlineData("foo{hash_tag}*", 2515)]
    [InlineData("*{hash_tag}", -1)]
    [InlineData("{hash_*}", -1)]
    [InlineData("{}{a}*", -1)]
    [InlineData("\\foo", -1)]
    public void A_pattern_has_a_slot_where_all_its_keys_do(string pattern, int slot) =>
        Assert.Equal(slot, KeySlot.OfPattern(Bytes(pattern)));
}
