using AotKv.Wire.Resp;

namespace AotKv.Wire.Tests;

public class RespFormatTests
{
    delegate int Writer(Span<byte> destination);

    static string Written(Writer writer)
    {
        var destination = new byte[200];
        return Recorded.Text(destination.AsSpan(0, writer(destination)));
    }

    [Fact]
    public void Headers_and_integers_are_a_marker_and_a_number()
    {
        foreach (var value in (long[])[0, 9, 10, 99, 100, 12345, long.MaxValue])
        {
            Assert.Equal($":{value}\r\n", Written(d => RespFormat.WriteInteger(d, value)));
            Assert.Equal($"${value}\r\n", Written(d => RespFormat.WriteBulkHeader(d, value)));
            Assert.Equal($"*{value}\r\n", Written(d => RespFormat.WriteArrayHeader(d, value)));
            Assert.Equal($"%{value}\r\n", Written(d => RespFormat.WriteMapHeader(d, value)));
            Assert.Equal($"~{value}\r\n", Written(d => RespFormat.WriteSetHeader(d, value)));
            Assert.Equal($">{value}\r\n", Written(d => RespFormat.WritePushHeader(d, value)));
            Assert.Equal($"|{value}\r\n", Written(d => RespFormat.WriteAttributeHeader(d, value)));
        }
        Assert.Equal(":-1\r\n", Written(d => RespFormat.WriteInteger(d, -1)));
        Assert.Equal($":{long.MinValue}\r\n", Written(d => RespFormat.WriteInteger(d, long.MinValue)));
        Assert.Equal(RespFormat.HeaderBytesMax, RespFormat.WriteInteger(new byte[30], long.MinValue));
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(3.0, "3")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e21, "1e+21")]
    [InlineData(-1e-7, "-1e-7")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void Doubles_are_a_type_in_RESP3_and_a_bulk_string_in_RESP2(double value, string text)
    {
        Assert.Equal($",{text}\r\n", Written(d => RespFormat.WriteDouble(d, value)));
        Assert.Equal($"${text.Length}\r\n{text}\r\n", Written(d => RespFormat.WriteDoubleAsBulk(d, value)));
    }

    [Fact]
    public void Texts_have_their_markers()
    {
        Assert.Equal("$3\r\nabc\r\n", Written(d => RespFormat.WriteBulk(d, "abc"u8)));
        Assert.Equal("$0\r\n\r\n", Written(d => RespFormat.WriteBulk(d, [])));
        Assert.Equal("+PONG\r\n", Written(d => RespFormat.WriteSimpleString(d, "PONG"u8)));
        Assert.Equal("-ERR a  b\r\n", Written(d => RespFormat.WriteError(d, "ERR a\r\nb"u8)));
        Assert.Equal("(123456789012345678901\r\n",
            Written(d => RespFormat.WriteBigNumber(d, "123456789012345678901"u8)));
        Assert.Equal("=8\r\ntxt:", Written(d => RespFormat.WriteVerbatimHeader(d, "txt"u8, 4)));
    }
}
