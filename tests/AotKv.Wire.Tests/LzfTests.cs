using AotKv.Wire.Compression;
using Xunit;

namespace AotKv.Wire.Tests;

public sealed class LzfTests
{
    [Fact]
    public void What_was_compressed_comes_back()
    {
        var seed = Seed.ForThisRun();
        var random = seed.Random;
        for (var round = 0; round < 2_000; round++)
        {
            var input = RandomBytes(random);
            var room = new byte[input.Length + input.Length / 16 + 16];
            var used = Lzf.Compress(input, room);
            Assert.True(used > 0 || input.Length == 0, $"{seed}");
            var output = new byte[input.Length];
            Assert.True(Lzf.TryDecompress(room.AsSpan(0, used), output), $"{seed}");
            Assert.True(input.AsSpan().SequenceEqual(output), $"{seed}");
        }
    }

    [Fact]
    public void A_room_that_is_too_small_is_refused()
    {
        var seed = Seed.ForThisRun();
        var random = seed.Random;
        var input = new byte[5_000];
        random.NextBytes(input);
        Assert.True(Lzf.Compress(input, new byte[4_990]) == 0, $"{seed}");
        for (var room = 0; room < 64; room++)
        {
            var used = Lzf.Compress(new byte[5_000], new byte[room]);
            Assert.InRange(used, 0, room);
        }
    }

    [Fact]
    public void Damaged_input_is_refused_and_nothing_beyond_the_output_is_written()
    {
        var seed = Seed.ForThisRun();
        var random = seed.Random;
        for (var round = 0; round < 20_000; round++)
        {
            var input = new byte[random.Next(40)];
            random.NextBytes(input);
            var output = new byte[random.Next(200)];
            Assert.False(Lzf.TryDecompress(input, output) && input.Length == 0 && output.Length > 0, $"{seed}");
        }
    }

    /// <summary>As a run of one byte of the 9.1.0 server's DUMP has it: literals, a long match, the rest.</summary>
    [Fact]
    public void A_match_may_overlap_what_it_makes()
    {
        byte[] packed = [1, (byte)'a', (byte)'a', 0xE0, 91, 0, 1, (byte)'a', (byte)'a'];
        var output = new byte[104];
        Assert.True(Lzf.TryDecompress(packed, output));
        Assert.All(output, letter => Assert.Equal((byte)'a', letter));
    }

    static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(3) == 0 ? random.Next(20) : random.Next(20_000)];
        var letters = random.Next(1, 256);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = i > 10 && random.Next(10) > 0 ? bytes[i - 10] : (byte)random.Next(letters);
        return bytes;
    }
}
