using AotKv.Values.HyperLogLogs;
using Xunit;

namespace AotKv.Values.Tests.HyperLogLogs;

/// <summary>Merged sketches against arrays of a byte a register, with vectors and without.</summary>
public sealed class SketchMergeTests
{
    const int SketchesMax = 11;
    const long SparseBytesMax = 1 << 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_histogram_has_every_register(bool useVectors) => RandomSeed.Run(random =>
    {
        var raised = new byte[HyperLogLog.Registers];
        var dense = new byte[DenseRegisters.Bytes];
        for (var round = 0; round < 20; round++)
        {
            var low = random.Next(64);
            var high = random.Next(low, 64) + 1;
            foreach (ref var register in raised.AsSpan()) register = (byte)random.Next(low, high);
            raised[^1] = (byte)random.Next(64);
            DenseRegisters.Pack(raised, dense, useVectors);
            var ofDense = new int[RegisterHistogram.Length];
            var ofRaised = new int[RegisterHistogram.Length];
            RegisterHistogram.AddDense(dense, ofDense, useVectors);
            RegisterHistogram.AddRaised(raised, ofRaised, useVectors);
            for (var value = 0; value < RegisterHistogram.Length; value++)
            {
                var count = raised.Count(one => one == value);
                Assert.Equal(count, ofDense[value]);
                Assert.Equal(count, ofRaised[value]);
            }
        }
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Merged_sketches_agree_with_an_array(bool useVectors) => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 60; round++)
        {
            var sketches = new FencedBytes[random.Next(SketchesMax + 1)];
            var model = new byte[HyperLogLog.Registers];
            var merge = new SketchMerge(useVectors);
            var sparseShare = random.Next(3) == 0 ? random.NextDouble() : 0;
            for (var i = 0; i < sketches.Length; i++)
            {
                sketches[i] = RandomSketch(random, isDense: random.NextDouble() >= sparseShare, model);
                Assert.True(merge.TryAdd(new(sketches[i].Span)));
            }
            var expected = DenseOf(model);
            Assert.True(new HyperLogLog(expected).TryCount(useVectors, out var count));
            Assert.Equal(count, merge.Count());
            Assert.Equal(sketches.Any(one => new HyperLogLog(one.Span).IsDense), merge.HasDense);

            // A dense source is a destination like any other; what it counted before does not hold any more.
            using var other = new FencedBytes(DenseOf(new byte[HyperLogLog.Registers]));
            var target = sketches.LastOrDefault(one => new HyperLogLog(one.Span).IsDense) ?? other;
            merge.WriteTo(target.Span);
            HyperLogLog.ForgetCount(expected);
            Assert.Equal(expected, target.Span.ToArray());
            merge.Dispose();
            foreach (var sketch in sketches) sketch.Dispose();
        }
    });

    [Fact]
    public void Sparse_sketches_are_merged_into_a_sparse_one() => RandomSeed.Run(random =>
    {
        var model = new byte[HyperLogLog.Registers];
        var merge = new SketchMerge(useVectors: true);
        using var first = RandomSketch(random, isDense: false, model);
        using var second = RandomSketch(random, isDense: false, model);
        Assert.True(merge.TryAdd(new(first.Span)) && merge.TryAdd(new(second.Span)));
        Assert.False(merge.HasDense);
        var draft = new HyperLogLogDraft(HyperLogLog.Empty, SparseBytesMax);
        merge.WriteTo(ref draft);
        Assert.False(draft.View.IsDense);
        Assert.False(draft.View.TryGetCachedCount(out _));
        var registers = new byte[HyperLogLog.Registers];
        Assert.True(new SparseRegisters(draft.View.Body).TryMergeInto(registers));
        Assert.Equal(model, registers);
        draft.Dispose();
        merge.Dispose();
    });

    /// <summary>A sketch of some registers, to which those of the model are raised.</summary>
    static FencedBytes RandomSketch(Random random, bool isDense, byte[] model)
    {
        var draft = new HyperLogLogDraft(HyperLogLog.Empty, SparseBytesMax);
        var registers = new byte[HyperLogLog.Registers];
        var valueMax = isDense ? random.Next(1, 64) : 32;
        for (var changes = random.Next(isDense ? 40_000 : 1000); changes > 0; changes--)
        {
            var register = random.Next(registers.Length);
            var value = (byte)random.Next(1, valueMax + 1);
            if (!isDense) draft.Raise(register, value);
            registers[register] = Math.Max(registers[register], value);
        }
        for (var i = 0; i < model.Length; i++) model[i] = Math.Max(model[i], registers[i]);
        var sketch = new FencedBytes(isDense ? DenseOf(registers) : draft.View.Bytes);
        draft.Dispose();
        return sketch;
    }

    static byte[] DenseOf(byte[] registers)
    {
        var dense = new byte[HyperLogLog.DenseBytes];
        HyperLogLog.Empty[..HyperLogLog.HeaderBytes].CopyTo(dense);
        dense[HyperLogLog.EncodingOffset] = HyperLogLog.Dense;
        for (var i = 0; i < registers.Length; i++)
            DenseRegisters.Set(dense.AsSpan(HyperLogLog.HeaderBytes), i, registers[i]);
        return dense;
    }
}
