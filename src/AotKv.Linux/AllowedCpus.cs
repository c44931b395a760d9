using System.Globalization;
using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>Which CPUs this process may use, and how much of them its control group grants. Read at start-up.</summary>
public static unsafe class AllowedCpus
{
    internal const int MaskBytes = 512;

    /// <summary>The numbers of the CPUs that affinity allows the calling thread, ascending; never empty.</summary>
    public static int[] Find()
    {
        Span<byte> mask = stackalloc byte[MaskBytes];
        mask.Clear();
        fixed (byte* bits = mask)
            if (ProcessCalls.GetAffinity(bits, MaskBytes) < 0) return [0];

        var cpus = new List<int>();
        for (var cpu = 0; cpu < MaskBytes * 8; cpu++)
            if ((mask[cpu / 8] & (1 << (cpu % 8))) != 0) cpus.Add(cpu);
        return [.. cpus];
    }

    /// <summary>How many threads can run at once: the CPUs allowed, or the control group's quota rounded up.</summary>
    public static int Count()
    {
        var allowed = Find().Length;
        var quota = Quota("/proc/self/cgroup", "/sys/fs/cgroup");
        return quota <= 0 ? allowed : Math.Clamp((int)Math.Ceiling(quota), 1, allowed);
    }

    /// <summary>
    /// The tightest quota, in CPUs, from the process's control group up to the root, of version 2 or 1; 0 for none.
    /// </summary>
    internal static double Quota(string membership, string root)
    {
        var tightest = 0.0;
        foreach (var line in ReadLines(membership))
        {
            // "0::/path" is version 2; "4:cpu,cpuacct:/path" names its controllers.
            var parts = line.Split(':', 3);
            if (parts.Length < 3) continue;
            var isVersion2 = parts[1].Length == 0;
            if (!isVersion2 && !parts[1].Split(',').Contains("cpu")) continue;
            var top = isVersion2 ? root : Path.Combine(root, "cpu");
            for (var path = parts[2]; ; path = path[..path.LastIndexOf('/')])
            {
                var folder = top + path.TrimEnd('/');
                var quota = isVersion2 ? QuotaOfVersion2(folder) : QuotaOfVersion1(folder);
                if (quota > 0 && (tightest == 0 || quota < tightest)) tightest = quota;
                if (path.LastIndexOf('/') < 0) break;
            }
        }
        return tightest;
    }

    static double QuotaOfVersion2(string folder)
    {
        // "max 100000" or "150000 100000".
        foreach (var line in ReadLines(Path.Combine(folder, "cpu.max")))
        {
            var words = line.Split(' ');
            if (words.Length == 2) return Share(words[0], words[1]);
        }
        return 0;
    }

    static double QuotaOfVersion1(string folder)
    {
        var quota = ReadLines(Path.Combine(folder, "cpu.cfs_quota_us"));
        var period = ReadLines(Path.Combine(folder, "cpu.cfs_period_us"));
        return quota.Length == 0 || period.Length == 0 ? 0 : Share(quota[0], period[0]);
    }

    static double Share(string quota, string period) =>
        double.TryParse(quota, CultureInfo.InvariantCulture, out var granted) && granted > 0 &&
        double.TryParse(period, CultureInfo.InvariantCulture, out var of) && of > 0 ? granted / of : 0;

    static string[] ReadLines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
