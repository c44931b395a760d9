namespace AotKv.Commands.Geo;

/// <summary>The shapes that can be searched.</summary>
enum GeoShapeKind
{
    Circle,
    Box,
    Polygon,
}
