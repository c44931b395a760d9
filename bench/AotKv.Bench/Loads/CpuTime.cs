namespace AotKv.Bench.Loads;

/// <summary>The CPU time of a process by its threads' schedstat: nanoseconds, where /proc/PID/stat has 10 ms.</summary>
static class CpuTime
{
    public static long NanosecondsOf(int process)
    {
        long sum = 0;
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
            sum += long.Parse(File.ReadAllText($"{thread}/schedstat").Split(' ')[0]);
        return sum;
    }
}
