namespace AotKv.Commands.Geo;

/// <summary>
/// Distances on a sphere by the haversine formula, in metres. The operations and their order are those of Valkey, so
/// that the last digit is the same.
/// </summary>
static class GeoDistance
{
    /// <summary>The quadratic mean radius of the Earth in WGS 84.</summary>
    public const double EarthRadius = 6372797.560856;

    const double RadiansPerDegree = Math.PI / 180.0;

    /// <summary>Below this, some nanometres, two longitudes are the same.</summary>
    const double SameLongitude = 1e-15;

    public static double ToRadians(double degrees) => degrees * RadiansPerDegree;

    public static double ToDegrees(double radians) => radians / RadiansPerDegree;

    public static double Between(in GeoPoint first, in GeoPoint second) =>
        Between(first, second, Math.Cos(ToRadians(first.Latitude)));

    /// <summary>The same where the cosine of the first latitude is known.</summary>
    public static double Between(in GeoPoint first, in GeoPoint second, double firstCosine)
    {
        var v = Math.Sin((ToRadians(second.Longitude) - ToRadians(first.Longitude)) / 2);
        if (Math.Abs(v) <= SameLongitude) return BetweenLatitudes(first.Latitude, second.Latitude);
        var firstLatitude = ToRadians(first.Latitude);
        var secondLatitude = ToRadians(second.Latitude);
        var u = Math.Sin((secondLatitude - firstLatitude) / 2);
        var a = u * u + firstCosine * Math.Cos(secondLatitude) * v * v;
        return 2.0 * EarthRadius * Math.Asin(Math.Sqrt(a));
    }

    public static double BetweenLatitudes(double first, double second) =>
        EarthRadius * Math.Abs(ToRadians(second) - ToRadians(first));
}
