using AotKv.Engine;
using AotKv.Engine.Shards;

namespace AotKv.Commands.Strings;

/// <summary>The limit of a string that grows in place: what one request can carry, proto-max-bulk-len.</summary>
static class StringSize
{
    /// <summary>No string is longer here, whatever the limit; a bit field may reach eight bytes beyond it.</summary>
    const long HardMax = int.MaxValue - 64;

    public static long BytesMax(KeySettings settings) => Math.Min(settings.StringBytesMax, HardMax);

    /// <summary>Whether a string may become this long; where not, answers so.</summary>
    public static bool Allows(KeySettings settings, long start, long added, in Reply reply)
    {
        var limit = BytesMax(settings);
        if (start <= limit && start + added <= limit) return true;
        reply.Error("ERR string exceeds maximum allowed size (proto-max-bulk-len)"u8);
        return false;
    }
}
