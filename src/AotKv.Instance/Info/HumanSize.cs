using System.Globalization;

namespace AotKv.Instance.Info;

/// <summary>Sizes as INFO shows them to people: "925.41K", "23.54G".</summary>
public static class HumanSize
{
    const string Units = "BKMGTP";

    public static string Of(long bytes)
    {
        if (bytes < 1024) return $"{bytes}B";
        double size = bytes;
        var unit = 0;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }
        return size.ToString("F2", CultureInfo.InvariantCulture) + Units[unit];
    }
}
