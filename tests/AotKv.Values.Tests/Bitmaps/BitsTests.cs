using System.Numerics;
using AotKv.Memory;
using AotKv.Values.Bitmaps;
using AotKv.Values.Calls;
using Xunit;

namespace AotKv.Values.Tests.Bitmaps;

public sealed class BitsTests
{
    [Fact]
    public void Counts_agree_with_those_of_single_bytes() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 300; round++)
        {
            var bytes = Bytes(random, round < 200 ? random.Next(1200) : random.Next(300_000));
            if (round % 4 == 0) bytes.AsSpan().Fill(0xFF);
            var start = random.Next(Math.Min(40, bytes.Length + 1));
            Assert.Equal(bytes[start..].Sum(one => BitOperations.PopCount(one)), Bits.Count(bytes.AsSpan(start)));
        }
    });

    [Fact]
    public void Combining_agrees_with_single_bytes() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 2000; round++)
        {
            var operation = (BitOperation)random.Next(4);
            var sources = new byte[operation == BitOperation.Not ? 1 : random.Next(1, 6)][];
            var length = random.Next(700);
            for (var i = 0; i < sources.Length; i++)
                sources[i] = Bytes(random, random.Next(3) == 0 ? random.Next(length + 1) : length);
            AssertCombines(operation, sources, intoSource: -1);
            AssertCombines(operation, sources, random.Next(sources.Length));
        }
    });

    /// <summary>Into a block of its own, or into that of a source, which has room for the longest.</summary>
    static unsafe void AssertCombines(BitOperation operation, byte[][] sources, int intoSource)
    {
        var length = sources.Max(source => source.Length);
        var blocks = new NativeList<byte>[sources.Length + 1];
        var operands = stackalloc BitOperand[sources.Length];
        var to = blocks[^1].EnsureRoom(length)[..length];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i].CopyTo(blocks[i].EnsureRoom(length));
            operands[i] = new(blocks[i].Address, sources[i].Length);
            if (i == intoSource) to = blocks[i].EnsureRoom(length)[..length];
        }
        fixed (byte* start = to)
            VectorCalls.CombineBits((int)operation, start, length, operands, sources.Length);
        Assert.Equal(Expected(operation, sources, length), to.ToArray());
        foreach (ref var block in blocks.AsSpan()) block.Dispose();
    }

    static byte[] Expected(BitOperation operation, byte[][] sources, int length)
    {
        var expected = new byte[length];
        for (var at = 0; at < length; at++)
        {
            var bytes = sources.Select(source => at < source.Length ? source[at] : 0);
            expected[at] = (byte)(operation switch
            {
                BitOperation.And => bytes.Aggregate((one, other) => one & other),
                BitOperation.Or => bytes.Aggregate((one, other) => one | other),
                BitOperation.Xor => bytes.Aggregate((one, other) => one ^ other),
                _ => ~bytes.Single(),
            });
        }
        return expected;
    }

    static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
