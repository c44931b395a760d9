using System.Globalization;
using System.Text;
using AotKv.Loopback;

namespace AotKv.Differential.Tests;

/// <summary>Whether two servers' replies to a request mean the same.</summary>
static class Comparison
{
    const long SecondsTolerance = 2;
    const long MillisecondsTolerance = 2_000;

    /// <summary>How far two integers may be apart: times are read at two moments.</summary>
    public static long Tolerance(byte[][] request) => Name(request) switch
    {
        "TTL" or "EXPIRETIME" => SecondsTolerance,
        "PTTL" or "PEXPIRETIME" => MillisecondsTolerance,
        _ => 0,
    };

    /// <summary>Keys and the members of sets come in any order.</summary>
    public static bool IsUnordered(byte[][] request) =>
        Name(request) is "KEYS" or "SMEMBERS" or "SINTER" or "SUNION" or "SDIFF" or "SPOP" or "SRANDMEMBER"
            or "HGETALL" or "HKEYS" or "HVALS" or "HRANDFIELD";

    static string Name(byte[][] request) => Encoding.Latin1.GetString(request[0]).ToUpperInvariant();

    public static bool AreEqual(RespValue ours, RespValue theirs, long tolerance, bool isUnordered)
    {
        if (ours.Kind != theirs.Kind || ours.Items.Length != theirs.Items.Length) return false;
        if (!ours.IsAggregate)
        {
            if (ours.Kind == RespKind.Integer && tolerance > 0)
                // -1 and -2 are answers of another kind, not times.
                return ours.Integer < 0 || theirs.Integer < 0 ? ours.Integer == theirs.Integer
                    : Math.Abs(ours.Integer - theirs.Integer) <= tolerance;
            return ours.Bytes.AsSpan().SequenceEqual(theirs.Bytes) || IsShorterScore(ours, theirs);
        }
        var mine = isUnordered ? Sorted(ours.Items) : ours.Items;
        var other = isUnordered ? Sorted(theirs.Items) : theirs.Items;
        for (var i = 0; i < mine.Length; i++)
            if (!AreEqual(mine[i], other[i], tolerance, isUnordered)) return false;
        return true;
    }

    /// <summary>
    /// A score: Redis 7.0 prints 17 digits, Valkey 9.1 as few as read back as the same number, and of two that are as
    /// near not always the same one (1941953719861319.75 is .8 there and .7 here).
    /// </summary>
    static bool IsShorterScore(RespValue ours, RespValue theirs) =>
        ours.Bytes.Length <= theirs.Bytes.Length && theirs.Text.Contains('.')
        && double.TryParse(ours.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var mine)
        && double.TryParse(theirs.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var other)
        && mine.Equals(other);

    static RespValue[] Sorted(RespValue[] items) => [.. items.OrderBy(item => item.ToString(), StringComparer.Ordinal)];
}
