using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.SortedSets;

/// <summary>Reads arguments that are scores, weights or distances.</summary>
static class ScoreArgument
{
    /// <summary>Reads the argument at a position; where it is no number, answers so.</summary>
    public static bool TryRead(in Call call, int position, in Reply reply, out double value) =>
        TryRead(call, position, reply, CommandError.NotFloat, out value);

    /// <summary>As <see cref="TryRead(in Call, int, in Reply, out double)"/> with another answer.</summary>
    public static bool TryRead(
        in Call call, int position, in Reply reply, ReadOnlySpan<byte> error, out double value)
    {
        if (DoubleText.TryParse(call[position], out value)) return true;
        reply.Error(error);
        return false;
    }
}
