namespace AotKv.Engine.Waiting;

/// <summary>
/// The waiters of one shard that do not wait for ever, the next one due at the root of a heap. Touched by the thread
/// that runs the shard.
/// </summary>
public sealed class WaiterTimers
{
    readonly List<Waiter> heap = [];

    public int Count => heap.Count;

    /// <summary>The earliest time at which a waiter is due: after its deadline, not at it, as in Valkey.</summary>
    public long Next => heap.Count == 0 ? long.MaxValue : heap[0].Wait.Deadline + 1;

    internal void Add(Waiter waiter)
    {
        heap.Add(waiter);
        Rise(heap.Count - 1, waiter);
    }

    internal void Remove(Waiter waiter)
    {
        var index = waiter.TimerIndex;
        if (index < 0) return;
        waiter.TimerIndex = -1;
        var last = heap[^1];
        heap.RemoveAt(heap.Count - 1);
        if (last == waiter) return;
        Rise(index, last);
        Sink(last.TimerIndex, last);
    }

    /// <summary>Takes one that is due.</summary>
    internal bool TryTake(long now, out Waiter waiter)
    {
        waiter = null!;
        if (Next > now) return false;
        waiter = heap[0];
        Remove(waiter);
        return true;
    }

    void Rise(int index, Waiter waiter)
    {
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (heap[parent].Wait.Deadline <= waiter.Wait.Deadline) break;
            Put(index, heap[parent]);
            index = parent;
        }
        Put(index, waiter);
    }

    void Sink(int index, Waiter waiter)
    {
        while (true)
        {
            var child = index * 2 + 1;
            if (child >= heap.Count) break;
            if (child + 1 < heap.Count && heap[child + 1].Wait.Deadline < heap[child].Wait.Deadline) child++;
            if (heap[child].Wait.Deadline >= waiter.Wait.Deadline) break;
            Put(index, heap[child]);
            index = child;
        }
        Put(index, waiter);
    }

    void Put(int index, Waiter waiter)
    {
        heap[index] = waiter;
        waiter.TimerIndex = index;
    }
}
