using System.Globalization;
using System.Text;
using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Commands.SortedSets;
using AotKv.Engine;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.Geo;

/// <summary>Reads arguments that are places, lengths or units. Where they are not, answers so.</summary>
static class GeoArgument
{
    /// <summary>Reads a longitude and the latitude behind it.</summary>
    public static bool TryReadPoint(in Call call, int position, in Reply reply, out GeoPoint point)
    {
        point = default;
        if (!ScoreArgument.TryRead(call, position, reply, out var longitude)) return false;
        if (!ScoreArgument.TryRead(call, position + 1, reply, out var latitude)) return false;
        point = new(longitude, latitude);
        if (point.IsValid) return true;
        var text = $"ERR invalid longitude,latitude pair {Fixed(longitude)},{Fixed(latitude)}";
        reply.Error(Encoding.ASCII.GetBytes(text));
        return false;
    }

    /// <summary>The place of a member, whose argument is at a position.</summary>
    public static bool TryFindMember(
        in Call call, int position, in SortedSetValue set, in Reply reply, out GeoPoint point)
    {
        point = default;
        if (set.TryGetScore(call[position], out var score))
        {
            point = GeoCell.PointOf(score);
            return true;
        }
        QuotedError.Answer(reply, "ERR member "u8, call[position], " does not exist"u8);
        return false;
    }

    /// <summary>Reads a radius and the unit behind it.</summary>
    public static bool TryReadRadius(in Call call, int position, in Reply reply, ref GeoShape shape)
    {
        if (!ScoreArgument.TryRead(call, position, reply, "ERR need numeric radius"u8, out var radius)) return false;
        if (radius < 0)
        {
            reply.Error("ERR radius cannot be negative"u8);
            return false;
        }
        if (!TryReadUnit(call, position + 1, reply, out var metersPerUnit)) return false;
        shape.BecomeCircle(radius, metersPerUnit);
        return true;
    }

    /// <summary>Reads a width, a height and the unit behind them.</summary>
    public static bool TryReadBox(in Call call, int position, in Reply reply, ref GeoShape shape)
    {
        if (!ScoreArgument.TryRead(call, position, reply, "ERR need numeric width"u8, out var width)) return false;
        if (!ScoreArgument.TryRead(call, position + 1, reply, "ERR need numeric height"u8, out var height))
            return false;
        if (width < 0 || height < 0)
        {
            reply.Error("ERR height or width cannot be negative"u8);
            return false;
        }
        if (!TryReadUnit(call, position + 2, reply, out var metersPerUnit)) return false;
        shape.BecomeBox(width, height, metersPerUnit);
        return true;
    }

    public static bool TryReadUnit(in Call call, int position, in Reply reply, out double meters)
    {
        var unit = call[position];
        meters = 0;
        if (Option.Is(unit, "M"u8)) meters = 1;
        else if (Option.Is(unit, "KM"u8)) meters = 1000;
        else if (Option.Is(unit, "FT"u8)) meters = 0.3048;
        else if (Option.Is(unit, "MI"u8)) meters = 1609.34;
        if (meters > 0) return true;
        reply.Error("ERR unsupported unit provided. please use M, KM, FT, MI"u8);
        return false;
    }

    /// <summary>Six decimals, as C has them.</summary>
    static string Fixed(double value)
    {
        if (double.IsInfinity(value)) return value < 0 ? "-inf" : "inf";
        return value.ToString("F6", CultureInfo.InvariantCulture);
    }
}
