using System.Globalization;

namespace AotKv.Server;

/// <summary>The CPU time of one thread of this process, seconds, as the kernel tells it under /proc.</summary>
readonly record struct ThreadTimes(double User, double System)
{
    /// <summary>The kernel counts in hundredths of a second towards programs (USER_HZ).</summary>
    const double TicksPerSecond = 100;

    public static ThreadTimes Of(int thread)
    {
        var path = $"/proc/self/task/{thread}/stat";
        if (!File.Exists(path)) return default;

        // The name, in parentheses, may hold anything; user and system time are the 12th and 13th field behind it.
        var text = File.ReadAllText(path);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new(Seconds(fields[11]), Seconds(fields[12]));
    }

    static double Seconds(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;
}
