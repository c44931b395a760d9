using System.Text;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Tables;

public class KeyHasherTests
{
    [Fact]
    public void Software_and_processor_agree_at_every_length() => RandomSeed.Run(random =>
    {
        var hasher = new KeyHasher((ulong)random.NextInt64(), (ulong)random.NextInt64());
        for (var length = 0; length < 300; length++)
        {
            var key = new byte[length];
            random.NextBytes(key);
            Assert.Equal(hasher.HashBySoftware(key), hasher.Hash(key));
        }
    });

    [Fact]
    public void Every_byte_and_the_length_count()
    {
        var hasher = new KeyHasher(1, 2);
        var seen = new HashSet<ulong>();
        var keys = 0;
        for (var length = 0; length <= 70; length++, keys++)
        {
            var key = new byte[length];
            Assert.True(seen.Add(hasher.Hash(key)));
            for (var i = 0; i < length; i++, keys++)
            {
                key[i] = 0x80;
                Assert.True(seen.Add(hasher.Hash(key)));
                key[i] = 0;
            }
        }
        Assert.Equal(keys, seen.Count);
    }

    [Fact]
    public void Nothing_outside_of_the_key_counts()
    {
        var hasher = new KeyHasher(1, 2);
        var bytes = new byte[100];
        for (var length = 0; length < 60; length++)
        {
            bytes.AsSpan().Clear();
            var expected = hasher.Hash(bytes.AsSpan(20, length));
            bytes.AsSpan().Fill(1);
            bytes.AsSpan(20, length).Clear();
            Assert.Equal(expected, hasher.Hash(bytes.AsSpan(20, length)));
        }
    }

    [Fact]
    public void Another_seed_gives_other_hashes()
    {
        Assert.NotEqual(new KeyHasher(1, 2).Hash("key"u8), new KeyHasher(1, 3).Hash("key"u8));
        Assert.NotEqual(new KeyHasher(1, 2).Hash("key"u8), new KeyHasher(0, 2).Hash("key"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    [InlineData(56)]
    public void Sequential_keys_spread_evenly_over_any_byte_of_the_hash(int shift)
    {
        var hasher = new KeyHasher(0x1234, 0x5678);
        var counts = new int[256];
        for (var i = 0; i < 256_000; i++)
            counts[(byte)(hasher.Hash(Encoding.ASCII.GetBytes($"user:{i}")) >> shift)]++;
        var chiSquare = counts.Sum(count => (count - 1000.0) * (count - 1000.0) / 1000.0);
        // 255 degrees of freedom: mean 255, deviation 23.
        Assert.InRange(chiSquare, 255 - 6 * 23, 255 + 6 * 23);
    }

    [Fact]
    public void Flipping_one_bit_flips_half_of_the_hash()
    {
        var hasher = new KeyHasher(3, 4);
        foreach (var length in new[] { 1, 7, 16, 17, 40 })
        {
            var key = new byte[length];
            var hash = hasher.Hash(key);
            var flipped = 0;
            for (var bit = 0; bit < length * 8; bit++)
            {
                key[bit / 8] ^= (byte)(1 << bit % 8);
                flipped += System.Numerics.BitOperations.PopCount(hash ^ hasher.Hash(key));
                key[bit / 8] ^= (byte)(1 << bit % 8);
            }
            Assert.InRange(flipped / (length * 8.0), 26, 38);
        }
    }
}
