using System.Text;
using AotKv.Loopback;

namespace AotKv.Differential.Tests;

/// <summary>Where Valkey 9.1 itself answers otherwise than Redis 7.0: each with its reason.</summary>
static class KnownDifference
{
    public static bool Explains(byte[][] request, RespValue ours, RespValue theirs)
    {
        var name = Encoding.Latin1.GetString(request[0]).ToUpperInvariant();
        if (ours.Kind != RespKind.Error) return false;
        // Valkey reads the options before it looks for the key.
        if (name == "GETEX") return theirs.IsNull || theirs.Text.StartsWith("WRONGTYPE", StringComparison.Ordinal);
        // Valkey names the member.
        return name == "GEOSEARCH" && theirs.Text == "ERR could not decode requested zset member"
            && ours.Text.EndsWith(" does not exist", StringComparison.Ordinal);
    }
}
