namespace AotKv.Commands.Geo;

/// <summary>What a match is sorted by, and which it is.</summary>
/// <param name="Distance">The bits of the distance, which sort as it does; inverted for the farthest first.</param>
/// <param name="Match">The number of the match, in the order in which they were found.</param>
readonly record struct GeoRank(ulong Distance, int Match);
