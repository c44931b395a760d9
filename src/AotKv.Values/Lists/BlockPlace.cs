namespace AotKv.Values.Lists;

/// <summary>Where a block stands: the number of its segment, and its number there.</summary>
readonly record struct BlockPlace(int Segment, int Block);
