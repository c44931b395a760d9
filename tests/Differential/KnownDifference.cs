using System.Text;
using AotKv.Loopback;

namespace AotKv.Differential.Tests;

/// <summary>Where Valkey 9.1 itself answers otherwise than Redis 7.0: each with its reason.</summary>
static class KnownDifference
{
    public static bool Explains(byte[][] request, RespValue ours, RespValue theirs)
    {
        var name = Encoding.Latin1.GetString(request[0]).ToUpperInvariant();
        // Valkey reads the options before it looks for the key.
        return name == "GETEX" && theirs.IsNull && ours.Kind == RespKind.Error;
    }
}
