using System.Globalization;

namespace AotKv.Instance.Configuration;

/// <summary>Lists of CPUs as taskset writes them: "0,2-5,8-15:2".</summary>
public static class CpuList
{
    const int CpusMax = 4096;

    /// <summary>False where the text is no list; an empty one lists nothing.</summary>
    public static bool TryRead(string text, out int[] cpus)
    {
        var found = new SortedSet<int>();
        cpus = [];
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryReadPart(part.Trim(), out var first, out var last, out var step)) return false;
            for (var cpu = first; cpu <= last; cpu += step) found.Add(cpu);
        }

        cpus = [.. found];
        return true;
    }

    static bool TryReadPart(string part, out int first, out int last, out int step)
    {
        last = step = 1;
        var range = part.Split('-', 2);
        if (!TryReadNumber(range[0], out first)) return false;
        last = first;
        if (range.Length == 1) return true;
        var stride = range[1].Split(':', 2);
        return TryReadNumber(stride[0], out last) && last >= first
            && (stride.Length == 1 || TryReadNumber(stride[1], out step) && step > 0);
    }

    static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < CpusMax;
}
