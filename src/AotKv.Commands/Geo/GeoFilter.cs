namespace AotKv.Commands.Geo;

/// <summary>
/// A rectangle of the grid of scores, around a shape: what is outside is not in the shape, which two comparisons of a
/// score's bits tell. Where rows and columns are spread over every other bit they compare as before, so scores need
/// not be taken apart. On the stack.
/// </summary>
readonly struct GeoFilter
{
    /// <summary>What is computed of a distance is within a millionth of it and two cells of 0.6 m.</summary>
    const double Margin = 1.000001;
    const int MarginCells = 2;

    /// <summary>Beyond this, and near the poles, all longitudes may be met.</summary>
    const double AngleMax = 1.5;

    const ulong RowBits = GeoCell.RowBits;
    const ulong ColumnBits = GeoCell.ColumnBits;
    const double CellsAcross = 1 << GeoCell.StepMax;

    readonly ulong south;
    readonly ulong north;
    readonly ulong west;
    readonly ulong east;

    /// <param name="bounds">A rectangle that the shape is in, as exact numbers have it.</param>
    public GeoFilter(in GeoRange bounds)
    {
        var all = GeoRange.OfScores;
        south = GeoCell.Spread(CellOf(bounds.South - all.South, all.North - all.South, -MarginCells));
        north = GeoCell.Spread(CellOf(bounds.North - all.South, all.North - all.South, MarginCells));
        // A shape that reaches over the edge of the map goes on at the other one.
        var isWhole = !(bounds.West >= all.West && bounds.East <= all.East);
        west = isWhole ? 0 : GeoCell.Spread(CellOf(bounds.West - all.West, all.East - all.West, -MarginCells)) << 1;
        east = isWhole
            ? ColumnBits
            : GeoCell.Spread(CellOf(bounds.East - all.West, all.East - all.West, MarginCells)) << 1;
    }

    /// <summary>The rectangle around all that is so far from a place or nearer, in metres.</summary>
    public static GeoRange Around(in GeoPoint center, double metres)
    {
        var angle = metres / GeoDistance.EarthRadius * Margin;
        var up = GeoDistance.ToDegrees(angle);
        var latitude = GeoDistance.ToRadians(center.Latitude);
        // A circle that has a pole in it meets all longitudes.
        var across = !(Math.Abs(latitude) + angle < AngleMax)
            ? double.PositiveInfinity
            : GeoDistance.ToDegrees(Math.Asin(Math.Sin(angle) / Math.Cos(latitude))) * Margin;
        return new(center.Longitude - across, center.Longitude + across, center.Latitude - up, center.Latitude + up);
    }

    /// <summary>Whether a place with this score may be in the shape.</summary>
    public bool MayHold(double score)
    {
        var bits = (ulong)(long)score;
        return (bits & RowBits) - south <= north - south && (bits & ColumnBits) - west <= east - west;
    }

    /// <summary>Whether a cell may have such a place.</summary>
    public bool MayMeet(in GeoCell cell)
    {
        var shift = 2 * (GeoCell.StepMax - cell.Step);
        var first = cell.Bits << shift;
        var last = first | (1UL << shift) - 1;
        return (first & RowBits) <= north && (last & RowBits) >= south
            && (first & ColumnBits) <= east && (last & ColumnBits) >= west;
    }

    static uint CellOf(double distance, double across, int margin) =>
        (uint)Math.Clamp(Math.Floor(distance / across * CellsAcross) + margin, 0, CellsAcross - 1);
}
