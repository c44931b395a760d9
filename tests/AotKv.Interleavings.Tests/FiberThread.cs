using System.Collections.Concurrent;

namespace AotKv.Interleavings.Tests;

/// <summary>Threads for fibers, used again: ten thousand runs would otherwise start as many times the cores.</summary>
sealed class FiberThread
{
    static readonly ConcurrentBag<FiberThread> idle = [];

    readonly SemaphoreSlim wanted = new(0);
    Action job = () => { };

    public static void Run(Action job)
    {
        if (!idle.TryTake(out var thread)) thread = new FiberThread();
        thread.job = job;
        thread.wanted.Release();
    }

    FiberThread() => new Thread(Live) { IsBackground = true }.Start();

    void Live()
    {
        while (true)
        {
            wanted.Wait();
            job();
            idle.Add(this);
        }
    }
}
