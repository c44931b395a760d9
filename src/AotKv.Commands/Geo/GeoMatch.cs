namespace AotKv.Commands.Geo;

/// <summary>A member that a search has found; its bytes are kept by <see cref="GeoMatches"/>.</summary>
readonly record struct GeoMatch(GeoPoint Point, double Distance, double Score, int MemberStart, int MemberLength);
