namespace AotKv.Commands.Geo;

/// <summary>How what was found is sorted.</summary>
enum GeoOrder
{
    None,
    Nearest,
    Farthest,
}
