using AotKv.Interleavings.Tests;

namespace AotKv.Engine.Messaging;

/// <summary>
/// In place of the server's own: wherever another core may act, the scheduler decides who goes on.
/// </summary>
static class Interleaving
{
    public static void Point() => Scheduler.Current?.Point();

    public static void Enter(ref SpinLock gate)
    {
        var taken = false;
        Point();
        for (gate.TryEnter(ref taken); !taken; gate.TryEnter(ref taken)) Scheduler.Current!.GiveWay();
        Point();
    }
}
