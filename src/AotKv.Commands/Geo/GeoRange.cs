namespace AotKv.Commands.Geo;

/// <summary>The rectangle that longitudes and latitudes are measured in, or a part of it.</summary>
readonly record struct GeoRange(double West, double East, double South, double North)
{
    /// <summary>What scores are measured in: all but the poles.</summary>
    public static GeoRange OfScores =>
        new(-GeoPoint.LongitudeMax, GeoPoint.LongitudeMax, -GeoPoint.LatitudeMax, GeoPoint.LatitudeMax);

    /// <summary>What the public geohash is measured in: all.</summary>
    public static GeoRange OfGeohash => new(-180, 180, -90, 90);

    /// <summary>The middle, within what a score can say.</summary>
    public GeoPoint Middle => new(
        Math.Clamp((West + East) / 2, -GeoPoint.LongitudeMax, GeoPoint.LongitudeMax),
        Math.Clamp((South + North) / 2, -GeoPoint.LatitudeMax, GeoPoint.LatitudeMax));
}
