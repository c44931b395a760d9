using System.Diagnostics;
using AotKv.Machine;

namespace AotKv.Linux.Tests;

/// <summary>How a network's wait ends.</summary>
public sealed class WakeTests
{
    const long TenSeconds = 10_000_000_000;

    public static TheoryData<NetworkKind> Kinds => NetworkTests.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void A_wake_before_the_wait_ends_it_at_once(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        loop.Network.Wake();
        loop.Network.Wake();
        var clock = Stopwatch.StartNew();
        loop.Turn(TenSeconds);
        Assert.True(clock.Elapsed.TotalSeconds < 5, "It slept.");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_wake_by_another_thread_ends_the_wait_each_time(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var asked = 0;
        var answered = 0;
        using var go = new SemaphoreSlim(0);
        var waker = new Thread(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                Interlocked.Increment(ref asked);
                loop.Network.Wake();
                go.Wait();
            }
        });
        var clock = Stopwatch.StartNew();
        waker.Start();
        while (answered < 300)
        {
            loop.Turn(TenSeconds);
            if (Volatile.Read(ref asked) == answered) continue;
            answered++;
            go.Release();
        }
        waker.Join();
        Assert.True(clock.Elapsed.TotalSeconds < 8, "A wake was lost.");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_core_wakes_another_core(NetworkKind kind)
    {
        using var sleeper = new Loop(kind);
        using var ended = new ManualResetEventSlim();
        var rounds = 0;
        var slept = new Thread(() =>
        {
            sleeper.Network.SubmitAndReap(new Completion[4], 0);
            ended.Set();
            while (Volatile.Read(ref rounds) < 100)
            {
                var before = Stopwatch.GetTimestamp();
                sleeper.Network.SubmitAndReap(new Completion[4], TenSeconds);
                if (Stopwatch.GetElapsedTime(before).TotalSeconds > 5) return;
                Interlocked.Increment(ref rounds);
            }
        });
        slept.Start();
        ended.Wait(TestContext.Current.CancellationToken);
        using var loop = new Loop(kind);
        for (var i = 0; i < 100; i++)
        {
            var before = Volatile.Read(ref rounds);
            loop.Network.WakeOther(sleeper.Network);
            loop.PumpUntil(() => Volatile.Read(ref rounds) > before);
        }
        slept.Join();
        Assert.Equal(100, rounds);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_wait_ends_after_its_timeout_and_not_before(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        loop.Turn(timeoutNanoseconds: 0);

        // A signal of the runtime's may end one wait early; it cannot end all of them.
        var longest = 0.0;
        for (var i = 0; i < 10 && longest < 9.9; i++)
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, loop.Turn(timeoutNanoseconds: 10_000_000));
            longest = clock.Elapsed.TotalMilliseconds;
        }
        Assert.InRange(longest, 9.9, 2000);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_wait_of_no_time_returns_at_once(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++) Assert.Equal(0, loop.Turn(timeoutNanoseconds: 0));
        Assert.True(clock.Elapsed.TotalSeconds < 2, "It slept.");
    }

    [Fact]
    public void A_noted_signal_ends_the_wait_and_is_taken_once()
    {
        using var loop = new Loop(NetworkKind.Epoll);
        ProcessSignals.Note(ProcessSignal.User2);
        ProcessSignals.Wake(loop.Network);
        ProcessSignals.Send(ProcessUsage.Id, ProcessSignal.User2);
        var taken = 0ul;
        var clock = Stopwatch.StartNew();
        while (taken == 0 && clock.Elapsed.TotalSeconds < 5)
        {
            loop.Turn(TenSeconds);
            taken = ProcessSignals.TakeAll();
        }
        ProcessSignals.Wake(null);
        Assert.True(ProcessSignals.Has(taken, ProcessSignal.User2));
        Assert.Equal(0ul, ProcessSignals.TakeAll());
    }
}
