using System.Globalization;

namespace AotKv.Instance.Configuration;

/// <summary>The bounds check shared by all kinds of numbers, with Valkey's words.</summary>
static class Bounds
{
    public static bool Allow(long value, long minimum, long maximum, bool isUnsigned, out string reason)
    {
        reason = "";
        var isWithin = isUnsigned
            ? (ulong)value >= (ulong)minimum && (ulong)value <= (ulong)maximum
            : value >= minimum && value <= maximum;
        if (isWithin) return true;
        reason = $"argument must be between {Show(minimum, isUnsigned)} and {Show(maximum, isUnsigned)} inclusive";
        return false;
    }

    static string Show(long value, bool isUnsigned) => isUnsigned
        ? ((ulong)value).ToString(CultureInfo.InvariantCulture)
        : value.ToString(CultureInfo.InvariantCulture);
}
