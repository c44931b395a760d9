using System.Text;
using AotKv.Engine.Shards;
using AotKv.Interleavings.Tests;

namespace AotKv.Engine.Messaging;

/// <summary>
/// In place of the server's own: wherever another core may act, the scheduler decides who goes on.
/// </summary>
public static class Interleaving
{
    public static void Ran(Shard shard, scoped in Call call)
    {
        if (Scheduler.Current is not { } scheduler) return;
        scheduler.Effects.Add(new(shard.Stamp, call.Context.ClientId, TextOf(call)) { IsPiece = call.IsPiece });
    }

    public static void RanAgain()
    {
        if (Scheduler.Current is { } scheduler) scheduler.Effects[^1].HasWaited = true;
    }

    public static void Parked(scoped in Call call)
    {
        if (Scheduler.Current is not { } scheduler) return;
        scheduler.Arrivals.Add(new(call.Context.ClientId, TextOf(call), scheduler.Effects.Count));
    }

    public static void RanTransaction(Shard shard, CallContext context) =>
        Scheduler.Current?.Effects.Add(new(shard.Stamp, context.ClientId, ""));

    public static void RanQueued(scoped in Call call)
    {
        if (Scheduler.Current is not { } scheduler) return;
        var client = call.Context.ClientId;
        scheduler.Effects.FindLast(effect => effect.Session == client)!.Text += TextOf(call) + "; ";
    }

    static string TextOf(scoped in Call call)
    {
        var words = new string[call.Count];
        for (var i = 0; i < words.Length; i++) words[i] = Encoding.Latin1.GetString(call[i]);
        return string.Join(' ', words);
    }

    public static void Point() => Scheduler.Current?.Point();

    public static void GiveWay(ref SpinWait spin) => Scheduler.Current!.GiveWay();

    public static void Enter(ref SpinLock gate)
    {
        var taken = false;
        Point();
        for (gate.TryEnter(ref taken); !taken; gate.TryEnter(ref taken)) Scheduler.Current!.GiveWay();
        Point();
    }
}
