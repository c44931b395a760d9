using AotKv.Memory;
using AotKv.Wire.Rdb;
using Xunit;

namespace AotKv.Wire.Tests;

public class RdbTests
{
    [Fact]
    public void Every_part_that_is_written_is_read()
    {
        var seed = Seed.ForThisRun();
        var random = seed.Random;
        for (var round = 0; round < 300; round++)
        {
            var length = (ulong)random.NextInt64() >> random.Next(64);
            var number = random.NextInt64() >> random.Next(64);
            var text = new byte[random.Next(3) * random.Next(60)];
            random.NextBytes(text.AsSpan(text.Length / 2));
            var bytes = new NativeList<byte>();
            var scratch = new NativeList<byte>();
            var writer = new RdbWriter(ref bytes, compress: random.Next(2) == 0);
            writer.Length(length);
            writer.Integer(number);
            writer.Text(text);
            writer.Double(number / 3.0);
            writer.Milliseconds(number);
            var reader = new RdbReader(bytes.Span);
            Assert.True(reader.TryReadLength(out var readLength));
            Assert.Equal(length, readLength);
            Assert.True(reader.TryReadText(ref scratch, out var readNumber));
            Assert.Equal($"{number}", System.Text.Encoding.ASCII.GetString(readNumber));
            Assert.True(reader.TryReadText(ref scratch, out var readText));
            Assert.Equal(text, readText.ToArray());
            Assert.True(reader.TryReadDouble(out var readDouble));
            Assert.Equal(number / 3.0, readDouble);
            Assert.True(reader.TryReadMilliseconds(out var time));
            Assert.Equal(number, time);
            Assert.True(reader.IsAtEnd);
            bytes.Dispose();
            scratch.Dispose();
        }
    }

    [Fact]
    public void Bytes_that_are_cut_off_or_made_up_are_refused()
    {
        var seed = Seed.ForThisRun();
        var random = seed.Random;
        var scratch = new NativeList<byte>();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(16)];
            random.NextBytes(bytes);
            var reader = new RdbReader(bytes);
            while (reader.TryReadText(ref scratch, out _) && !reader.IsAtEnd) { }
        }
        var liar = new RdbReader([0xC3, 0x05, 0x80, 0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4, 5]);
        Assert.False(liar.TryReadText(ref scratch, out _));
        Assert.True(scratch.Capacity < 1 << 20);
        scratch.Dispose();
    }

    [Fact]
    public void A_footer_is_right_until_a_byte_changes()
    {
        var payload = new NativeList<byte>();
        payload.AddRange("\0\x05hello"u8);
        DumpFooter.Append(ref payload);
        Assert.Equal("000568656C6C6F5000AC5816E7FB6647FE", Convert.ToHexString(payload.Span));
        Assert.True(DumpFooter.IsRight(payload.Span, isStrict: true, out var isForeign));
        Assert.False(isForeign);
        for (var i = 0; i < payload.Count; i++)
        {
            payload[i] ^= 1;
            Assert.False(DumpFooter.IsRight(payload.Span, isStrict: true, out _));
            payload[i] ^= 1;
        }
        payload.Dispose();
    }
}
