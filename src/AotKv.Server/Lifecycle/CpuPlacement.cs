using AotKv.Instance.Configuration;
using AotKv.Linux;
using AotKv.Server.Reactor;

namespace AotKv.Server.Lifecycle;

/// <summary>
/// Which CPUs the cores' threads run on. Every core serves, so server-cpulist is for all of them: where it lists a CPU
/// for each, core i stays on the i-th; else all of them share the list. `CONFIG SET io-threads N` below the number of
/// shards keeps all of them on the first N CPUs. Under the configuration's turnstile.
/// </summary>
sealed class CpuPlacement
{
    readonly Core[] cores;
    readonly int[] allowed;
    readonly bool isListed;

    public CpuPlacement(Core[] cores, Settings settings)
    {
        this.cores = cores;
        isListed = CpuList.TryRead(settings.ServerCpulist, out var listed) && listed.Length > 0;
        allowed = isListed ? listed : AllowedCpus.Find();
    }

    /// <summary>Places the cores at start. A CPU that does not exist is no failure, as in Valkey.</summary>
    public void Start()
    {
        if (isListed) Place(cores.Length);
    }

    public bool ApplyThreads(Settings settings, out string? reason)
    {
        reason = $"The number of shards is fixed at start: io-threads can't exceed {cores.Length} without a restart";
        if (settings.IoThreads > cores.Length) return false;
        Place((int)settings.IoThreads);
        return true;
    }

    /// <summary>Lets the cores have as many CPUs as <paramref name="running"/>.</summary>
    void Place(int running)
    {
        var isWhole = running == cores.Length;
        for (var i = 0; i < cores.Length; i++)
        {
            var isOneEach = isListed && isWhole && allowed.Length >= cores.Length;
            var place = isOneEach ? allowed.AsSpan(i, 1)
                : isWhole ? allowed
                : allowed.AsSpan(0, Math.Min(running, allowed.Length));
            CurrentThread.Place(cores[i].ThreadId, place);
        }
    }
}
