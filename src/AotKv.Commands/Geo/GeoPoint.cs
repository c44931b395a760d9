namespace AotKv.Commands.Geo;

/// <summary>A place on Earth in degrees.</summary>
readonly record struct GeoPoint(double Longitude, double Latitude)
{
    public const double LongitudeMax = 180;

    /// <summary>Web maps in the Mercator projection end here (EPSG:3857).</summary>
    public const double LatitudeMax = 85.05112878;

    public bool IsValid =>
        Longitude is >= -LongitudeMax and <= LongitudeMax && Latitude is >= -LatitudeMax and <= LatitudeMax;
}
