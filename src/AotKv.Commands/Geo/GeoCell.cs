namespace AotKv.Commands.Geo;

/// <summary>
/// A rectangle of the grid that has 2^step columns and rows: the bits of its column and row in turn (G. Niemeyer's
/// geohash), the column's above the row's. At step 26 it is the score of all places in it.
/// </summary>
readonly record struct GeoCell(ulong Bits, int Step)
{
    /// <summary>52 bits are a whole number in a double.</summary>
    public const int StepMax = 26;

    /// <summary>The bits of rows, and those of columns.</summary>
    public const ulong RowBits = 0x5555555555555555;
    public const ulong ColumnBits = ~RowBits;

    /// <summary>No cell at all.</summary>
    public bool IsNone => Step == 0;

    /// <summary>The lowest score in the cell.</summary>
    public double FirstScore => Bits << (2 * (StepMax - Step));

    /// <summary>The lowest score behind the cell.</summary>
    public double EndScore => (Bits + 1) << (2 * (StepMax - Step));

    /// <summary>The smallest cell that a score stands for, whatever it is.</summary>
    public static GeoCell OfScore(double score) => new(ToBits(score), StepMax);

    /// <summary>The cell of a place, which is within the range.</summary>
    public static GeoCell Of(in GeoPoint point, in GeoRange range, int step)
    {
        var row = (point.Latitude - range.South) / (range.North - range.South);
        var column = (point.Longitude - range.West) / (range.East - range.West);
        row *= 1UL << step;
        column *= 1UL << step;
        return new(Spread((uint)row) | Spread((uint)column) << 1, step);
    }

    /// <summary>The place that a score stands for.</summary>
    public static GeoPoint PointOf(double score) => OfScore(score).AreaIn(GeoRange.OfScores).Middle;

    public GeoRange AreaIn(in GeoRange range)
    {
        var row = Gather(Bits);
        var column = Gather(Bits >> 1);
        var width = range.East - range.West;
        var height = range.North - range.South;
        double cells = 1UL << Step;
        return new(
            range.West + column * 1.0 / cells * width,
            range.West + unchecked(column + 1) * 1.0 / cells * width,
            range.South + row * 1.0 / cells * height,
            range.South + unchecked(row + 1) * 1.0 / cells * height);
    }

    /// <summary>
    /// The cell so many columns to the east and rows to the north, -1 to 1; the grid has no edges. A place at its end
    /// is in a column or row behind the last: as in Valkey, a step that does not move it there leaves it there.
    /// </summary>
    public GeoCell Neighbour(int east, int north)
    {
        var mask = (1U << Step) - 1;
        var column = Gather(Bits >> 1);
        var row = Gather(Bits);
        if (east != 0) column = unchecked(column + (uint)east) & mask;
        if (north != 0) row = unchecked(row + (uint)north) & mask;
        return new(Spread(row) | Spread(column) << 1, Step);
    }

    /// <summary>
    /// As C converts it where Valkey runs: modulo 2^64 for what is negative. Only scores that no GEOADD made are.
    /// </summary>
    static ulong ToBits(double score)
    {
        const double half = 9223372036854775808.0;
        return score < half ? (ulong)ToSigned(score) : (ulong)ToSigned(score - half) ^ 1UL << 63;
    }

    static long ToSigned(double value) => value is >= -9223372036854775808.0 and < 9223372036854775808.0
        ? (long)value
        : long.MinValue;

    /// <summary>Puts a zero above each bit (S. E. Anderson's Bit Twiddling Hacks).</summary>
    public static ulong Spread(uint bits)
    {
        ulong spread = bits;
        spread = (spread | spread << 16) & 0x0000FFFF0000FFFF;
        spread = (spread | spread << 8) & 0x00FF00FF00FF00FF;
        spread = (spread | spread << 4) & 0x0F0F0F0F0F0F0F0F;
        spread = (spread | spread << 2) & 0x3333333333333333;
        return (spread | spread << 1) & 0x5555555555555555;
    }

    /// <summary>Every other bit, from the lowest.</summary>
    static uint Gather(ulong bits)
    {
        bits &= 0x5555555555555555;
        bits = (bits | bits >> 1) & 0x3333333333333333;
        bits = (bits | bits >> 2) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits >> 4) & 0x00FF00FF00FF00FF;
        bits = (bits | bits >> 8) & 0x0000FFFF0000FFFF;
        return (uint)(bits | bits >> 16);
    }
}
