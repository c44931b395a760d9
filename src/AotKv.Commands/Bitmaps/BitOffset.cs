using AotKv.Engine;
using AotKv.Engine.Shards;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Bitmaps;

/// <summary>Reads an argument that is the place of a bit in a string that may be there one day.</summary>
static class BitOffset
{
    /// <summary>Reads the argument; where it is no place of a bit, answers so.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> argument, KeySettings settings, in Reply reply, out long offset) =>
        TryRead(argument, fieldBits: 1, settings, reply, out offset);

    /// <summary>As above, but "#3" is the third field of so many bits, counted from 0.</summary>
    public static bool TryReadField(
        ReadOnlySpan<byte> argument, int fieldBits, KeySettings settings, in Reply reply, out long offset) =>
        argument.StartsWith("#"u8)
            ? TryRead(argument[1..], fieldBits, settings, reply, out offset)
            : TryRead(argument, fieldBits: 1, settings, reply, out offset);

    static bool TryRead(
        ReadOnlySpan<byte> argument, int fieldBits, KeySettings settings, in Reply reply, out long offset)
    {
        if (IntegerText.TryParse(argument, out offset))
        {
            offset = unchecked(offset * fieldBits);
            if (offset >= 0 && offset >> 3 < Strings.StringSize.BytesMax(settings)) return true;
        }
        reply.Error("ERR bit offset is not an integer or out of range"u8);
        return false;
    }
}
