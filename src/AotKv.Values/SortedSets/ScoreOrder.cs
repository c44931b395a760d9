using System.Runtime.CompilerServices;
using AotKv.Wire.Numbers;

namespace AotKv.Values.SortedSets;

/// <summary>Scores as words that sort as the scores do, and as Valkey's listpacks hold them.</summary>
static class ScoreOrder
{
    // As in Valkey: beyond it, and where there is a fraction, a listpack has the score as text.
    const double WholeMax = long.MaxValue / 2;

    /// <summary>A word that is less where the score is less, and equal for both zeros. Not for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong KeyOf(double score)
    {
        // Adding a zero turns the negative one into the positive one, which compares equal.
        var bits = BitConverter.DoubleToInt64Bits(score + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    /// <summary>Whether a listpack has the score as an integer. A negative zero loses its sign there.</summary>
    public static bool TryWhole(double score, out long whole)
    {
        whole = 0;
        if (!(score is >= -WholeMax and <= WholeMax)) return false;
        whole = (long)score;
        return whole == score;
    }

    /// <summary>The score that a listpack has as text.</summary>
    public static double Parse(ReadOnlySpan<byte> text) => DoubleText.TryParse(text, out var score) ? score : 0;
}
