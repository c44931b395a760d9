using AotKv.Engine;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Keys;

/// <summary>Reads arguments that are integers of 64 bits.</summary>
static class IntegerArgument
{
    /// <summary>Reads the argument at <paramref name="position"/>; where it is no integer, answers so.</summary>
    public static bool TryRead(in Call call, int position, in Reply reply, out long value)
    {
        if (IntegerText.TryParse(call[position], out value)) return true;
        reply.Error(CommandError.NotInteger);
        return false;
    }
}
