using AotKv.Engine;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Geo;

/// <summary>Answers with distances and places.</summary>
static class GeoReply
{
    const int DecimalPlaces = 4;
    const double Unit = 10000;

    /// <summary>A distance with four decimals.</summary>
    public static void Distance(in Reply reply, double distance)
    {
        Span<byte> text = stackalloc byte[IntegerText.BytesMax + 2];
        var value = (ulong)(long)Math.Round(distance * Unit, MidpointRounding.ToEven);
        var length = IntegerText.Format(text, value / (ulong)Unit);
        text[length++] = (byte)'.';
        var fraction = value % (ulong)Unit;
        for (var place = DecimalPlaces - 1; place >= 0; place--, fraction /= 10)
            text[length + place] = (byte)('0' + fraction % 10);
        reply.Bulk(text[..(length + DecimalPlaces)]);
    }

    /// <summary>Longitude and latitude with up to 17 decimals.</summary>
    public static void Point(in Reply reply, in GeoPoint point)
    {
        reply.Array(2);
        Degrees(reply, point.Longitude);
        Degrees(reply, point.Latitude);
    }

    static void Degrees(in Reply reply, double degrees)
    {
        Span<byte> text = stackalloc byte[LongDoubleText.BytesMax];
        reply.Double(text[..LongDoubleText.Format(text, LongDouble.FromDouble(degrees))]);
    }
}
