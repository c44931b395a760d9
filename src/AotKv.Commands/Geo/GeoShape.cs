using AotKv.Memory;

namespace AotKv.Commands.Geo;

/// <summary>
/// What is searched: a circle or a box around a place, or a polygon. Owns the polygon's corners; lives with its search
/// on the stack.
/// </summary>
struct GeoShape : IDisposable
{
    NativeList<GeoPoint> corners;

    public GeoShapeKind Kind { get; private set; }

    /// <summary>Metres in the unit that lengths are given and answered in.</summary>
    public double MetersPerUnit { get; private set; }

    /// <summary>The middle: where distances are measured from.</summary>
    public GeoPoint Center;

    /// <summary>Of the middle's latitude.</summary>
    double cosine;

    double radius;
    double width;
    double height;

    public void BecomeCircle(double radiusInUnits, double metersPerUnit)
    {
        Kind = GeoShapeKind.Circle;
        radius = radiusInUnits;
        MetersPerUnit = metersPerUnit;
    }

    public void BecomeBox(double widthInUnits, double heightInUnits, double metersPerUnit)
    {
        Kind = GeoShapeKind.Box;
        width = widthInUnits;
        height = heightInUnits;
        MetersPerUnit = metersPerUnit;
    }

    public void BecomePolygon()
    {
        Kind = GeoShapeKind.Polygon;
        MetersPerUnit = 1;
        corners.Clear();
    }

    public void AddCorner(in GeoPoint corner) => corners.Add(corner);

    /// <summary>Whether a place is in it; then how far it is from the middle, in metres.</summary>
    public readonly bool Contains(in GeoPoint point, out double distance)
    {
        distance = 0;
        switch (Kind)
        {
            case GeoShapeKind.Circle:
                distance = GeoDistance.Between(Center, point, cosine);
                return distance <= radius * MetersPerUnit;
            case GeoShapeKind.Box:
                // The latitude first: it costs no trigonometry.
                if (GeoDistance.BetweenLatitudes(point.Latitude, Center.Latitude) > height * MetersPerUnit / 2)
                    return false;
                var sideways = new GeoPoint(Center.Longitude, point.Latitude);
                if (GeoDistance.Between(point, sideways) > width * MetersPerUnit / 2) return false;
                break;
            default:
                if (!IsInPolygon(point)) return false;
                break;
        }
        distance = GeoDistance.Between(Center, point, cosine);
        return true;
    }

    /// <summary>The rectangle around it. That of a polygon also gives it its middle.</summary>
    public GeoRange FindBounds()
    {
        var bounds = Kind == GeoShapeKind.Polygon ? FindPolygonBounds() : FindLengthBounds();
        cosine = Math.Cos(GeoDistance.ToRadians(Center.Latitude));
        return bounds;
    }

    /// <summary>What tells most places outside of it at once; found after its bounds.</summary>
    public readonly GeoFilter FindFilter(in GeoRange bounds) => Kind switch
    {
        GeoShapeKind.Circle => new(GeoFilter.Around(Center, radius * MetersPerUnit)),
        GeoShapeKind.Polygon => new(bounds),
        // How many degrees its width is depends on the latitude; its height does not.
        _ => new(GeoRange.OfScores with
        {
            South = GeoFilter.Around(Center, height * MetersPerUnit / 2).South,
            North = GeoFilter.Around(Center, height * MetersPerUnit / 2).North,
        }),
    };

    readonly GeoRange FindLengthBounds()
    {
        var isCircle = Kind == GeoShapeKind.Circle;
        var halfHeight = isCircle ? MetersPerUnit * radius : MetersPerUnit * height / 2;
        var halfWidth = isCircle ? MetersPerUnit * radius : MetersPerUnit * width / 2;
        var up = GeoDistance.ToDegrees(halfHeight / GeoDistance.EarthRadius);
        // The edge that is nearer to a pole spans more degrees.
        var edge = Center.Latitude < 0 ? Center.Latitude - up : Center.Latitude + up;
        var across = GeoDistance.ToDegrees(
            halfWidth / GeoDistance.EarthRadius / Math.Cos(GeoDistance.ToRadians(edge)));
        return new(
            Center.Longitude - across, Center.Longitude + across, Center.Latitude - up, Center.Latitude + up);
    }

    /// <summary>How far from the middle it can reach within its bounds, in metres.</summary>
    public readonly double ReachIn(in GeoRange bounds)
    {
        switch (Kind)
        {
            case GeoShapeKind.Circle:
                return radius * MetersPerUnit;
            case GeoShapeKind.Box:
                return Math.Sqrt(width / 2 * (width / 2) + height / 2 * (height / 2)) * MetersPerUnit;
        }
        var reach = GeoDistance.Between(Center, new(bounds.West, bounds.North));
        reach = Math.Max(reach, GeoDistance.Between(Center, new(bounds.East, bounds.North)));
        reach = Math.Max(reach, GeoDistance.Between(Center, new(bounds.West, bounds.South)));
        return Math.Max(reach, GeoDistance.Between(Center, new(bounds.East, bounds.South)));
    }

    public void Dispose() => corners.Dispose();

    GeoRange FindPolygonBounds()
    {
        double west = GeoPoint.LongitudeMax, east = -GeoPoint.LongitudeMax;
        double south = GeoPoint.LatitudeMax, north = -GeoPoint.LatitudeMax;
        double x = 0, y = 0, z = 0;
        foreach (ref readonly var corner in corners.Span)
        {
            west = Math.Min(west, corner.Longitude);
            east = Math.Max(east, corner.Longitude);
            south = Math.Min(south, corner.Latitude);
            north = Math.Max(north, corner.Latitude);
            // The middle is that of the corners as points in space.
            var longitude = GeoDistance.ToRadians(corner.Longitude);
            var latitude = GeoDistance.ToRadians(corner.Latitude);
            x += Math.Cos(latitude) * Math.Cos(longitude);
            y += Math.Cos(latitude) * Math.Sin(longitude);
            z += Math.Sin(latitude);
        }
        Center = new(
            GeoDistance.ToDegrees(Math.Atan2(y, x)), GeoDistance.ToDegrees(Math.Atan2(z, Math.Sqrt(x * x + y * y))));
        return new(west, east, south, north);
    }

    /// <summary>
    /// Counts the edges that a ray to the east meets: an odd number from within (W. R. Franklin's PNPOLY).
    /// </summary>
    readonly bool IsInPolygon(in GeoPoint point)
    {
        var isInside = false;
        var from = corners[corners.Count - 1];
        foreach (ref readonly var to in corners.Span)
        {
            if (to.Latitude > point.Latitude != from.Latitude > point.Latitude
                && point.Longitude < (from.Longitude - to.Longitude) * (point.Latitude - to.Latitude)
                    / (from.Latitude - to.Latitude) + to.Longitude)
                isInside = !isInside;
            from = to;
        }
        return isInside;
    }
}
