using System.Runtime.CompilerServices;

namespace AotKv.Commands.Geo;

/// <summary>
/// The cells that cover a shape: the one with its middle and those of its eight neighbours that the shape reaches, in
/// the order in which Valkey looks through them. Where results are cut, that order shows.
/// </summary>
ref struct GeoCover
{
    /// <summary>The middle and its neighbours.</summary>
    public const int CellsMax = 9;

    /// <summary>Half the equator in the Mercator projection, in metres.</summary>
    const double MercatorMax = 20037726.37;

    [InlineArray(CellsMax)]
    struct CellArray
    {
        GeoCell first;
    }

    CellArray cells;

    public readonly GeoCell this[int index] => cells[index];

    /// <summary>Covers a shape that has these bounds.</summary>
    public static GeoCover Of(in GeoShape shape, in GeoRange bounds)
    {
        var range = GeoRange.OfScores;
        var step = StepFor(shape.ReachIn(bounds), shape.Center.Latitude);
        var middle = GeoCell.Of(shape.Center, range, step);
        if (step > 1 && !Reaches(middle, bounds))
        {
            step--;
            middle = GeoCell.Of(shape.Center, range, step);
        }
        var cover = default(GeoCover);
        cover.Take(middle);
        if (step >= 2) cover.DropBeyond(middle.AreaIn(range), bounds);
        return cover;
    }

    void Take(in GeoCell middle)
    {
        cells[0] = middle;
        cells[1] = middle.Neighbour(0, 1);
        cells[2] = middle.Neighbour(0, -1);
        cells[3] = middle.Neighbour(1, 0);
        cells[4] = middle.Neighbour(-1, 0);
        cells[5] = middle.Neighbour(1, 1);
        cells[6] = middle.Neighbour(-1, 1);
        cells[7] = middle.Neighbour(1, -1);
        cells[8] = middle.Neighbour(-1, -1);
    }

    /// <summary>Drops the neighbours on each side where the middle alone reaches beyond the bounds.</summary>
    void DropBeyond(in GeoRange area, in GeoRange bounds)
    {
        if (area.South < bounds.South) cells[2] = cells[7] = cells[8] = default;
        if (area.North > bounds.North) cells[1] = cells[5] = cells[6] = default;
        if (area.West < bounds.West) cells[4] = cells[6] = cells[8] = default;
        if (area.East > bounds.East) cells[3] = cells[5] = cells[7] = default;
    }

    /// <summary>Whether the neighbours reach as far as the bounds.</summary>
    static bool Reaches(in GeoCell middle, in GeoRange bounds)
    {
        var range = GeoRange.OfScores;
        return !(middle.Neighbour(0, 1).AreaIn(range).North < bounds.North)
            && !(middle.Neighbour(0, -1).AreaIn(range).South > bounds.South)
            && !(middle.Neighbour(1, 0).AreaIn(range).East < bounds.East)
            && !(middle.Neighbour(-1, 0).AreaIn(range).West > bounds.West);
    }

    /// <summary>The finest step whose cells are about as large as a reach in metres; coarser near the poles.</summary>
    static int StepFor(double reach, double latitude)
    {
        if (reach == 0) return GeoCell.StepMax;
        var step = 1;
        for (; reach < MercatorMax; step++) reach *= 2;
        step -= 2;
        if (Math.Abs(latitude) > 66) step--;
        if (Math.Abs(latitude) > 80) step--;
        return Math.Clamp(step, 1, GeoCell.StepMax);
    }
}
