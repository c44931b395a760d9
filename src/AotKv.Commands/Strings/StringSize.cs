using AotKv.Engine;

namespace AotKv.Commands.Strings;

/// <summary>The limit of a string that grows in place: what one request can carry.</summary>
static class StringSize
{
    /// <summary>The default of proto-max-bulk-len, in bytes.</summary>
    const long BytesMax = 512 * 1024 * 1024;

    /// <summary>Whether a string may become this long; where not, answers so.</summary>
    public static bool Allows(long start, long added, in Reply reply)
    {
        if (start <= BytesMax && start + added <= BytesMax) return true;
        reply.Error("ERR string exceeds maximum allowed size (proto-max-bulk-len)"u8);
        return false;
    }
}
