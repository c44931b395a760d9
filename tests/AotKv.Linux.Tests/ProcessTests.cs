namespace AotKv.Linux.Tests;

/// <summary>What is known of the process, its threads and its machine.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void Clocks_agree_with_the_runtimes()
    {
        var clock = new LinuxClock();
        var runtimes = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.InRange(clock.UnixMicroseconds / 1000, runtimes - 1, runtimes + 10_000);
        var before = clock.MonotonicNanoseconds;
        Assert.True(clock.MonotonicNanoseconds >= before);
    }

    [Fact]
    public void Entropy_differs_each_time()
    {
        var entropy = new LinuxEntropy();
        byte[] first = new byte[32], second = new byte[32];
        entropy.Fill(first);
        entropy.Fill(second);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_thread_can_be_pinned_and_named()
    {
        var pinned = -1;
        var allowed = Array.Empty<int>();
        var name = "";
        var thread = new Thread(() =>
        {
            var cpu = AllowedCpus.Find()[^1];
            pinned = CurrentThread.PinTo(cpu);
            allowed = AllowedCpus.Find();
            CurrentThread.SetName("a-name-that-is-too-long");
            name = File.ReadAllText($"/proc/self/task/{CurrentThread.Id}/comm").TrimEnd();
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, pinned);
        Assert.Single(allowed);
        Assert.Equal("a-name-that-is-", name);
    }

    [Fact]
    public void Allowed_cpus_are_as_many_as_the_runtime_sees() =>
        Assert.Equal(Environment.ProcessorCount, AllowedCpus.Count());

    [Theory]
    [InlineData("0::/a/b\n", "a/b/cpu.max", "150000 100000", 1.5)]
    [InlineData("0::/a/b\n", "a/cpu.max", "50000 100000", 0.5)]
    [InlineData("0::/\n", "cpu.max", "300000 100000", 3)]
    [InlineData("0::/a\n", "a/cpu.max", "max 100000", 0)]
    [InlineData("0::/a\n", "other", "", 0)]
    public void The_quota_is_the_tightest_up_to_the_root(string membership, string file, string content, double quota)
    {
        var root = Directory.CreateTempSubdirectory("aotkv-cgroup");
        var path = Path.Combine(root.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content + "\n");
        var cgroup = Path.Combine(root.FullName, "membership");
        File.WriteAllText(cgroup, membership);
        Assert.Equal(quota, AllowedCpus.Quota(cgroup, root.FullName));
        root.Delete(recursive: true);
    }

    [Fact]
    public void The_quota_of_version_1_is_read_where_cpu_is_controlled()
    {
        var root = Directory.CreateTempSubdirectory("aotkv-cgroup");
        var folder = Directory.CreateDirectory(Path.Combine(root.FullName, "cpu", "box"));
        File.WriteAllText(Path.Combine(folder.FullName, "cpu.cfs_quota_us"), "250000\n");
        File.WriteAllText(Path.Combine(folder.FullName, "cpu.cfs_period_us"), "100000\n");
        var cgroup = Path.Combine(root.FullName, "membership");
        File.WriteAllText(cgroup, "7:memory:/box\n4:cpu,cpuacct:/box\n");
        Assert.Equal(2.5, AllowedCpus.Quota(cgroup, root.FullName));
        root.Delete(recursive: true);
    }

    [Fact]
    public void Usage_is_not_zero()
    {
        Assert.InRange(ProcessUsage.ResidentBytes, 1 << 20, long.MaxValue);
        Assert.True(ProcessUsage.OwnCpuTime.UserMicroseconds > 0);
        Assert.Equal(Environment.ProcessId, ProcessUsage.Id);
        Assert.StartsWith("Linux ", ProcessUsage.SystemName());
        Assert.True(ProcessUsage.RaiseOpenFilesLimit(64) >= 64);
    }
}
