using AotKv.Engine.Transactions;
using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// The one history that the shards' journals make when they are merged by their stamps: whether it has every operation
/// whole, each client's in order, none before one that was answered before it was sent, and the model, replaying it,
/// answers as the server did.
/// </summary>
sealed class MergedHistory(
    History history, RunPlan plan, ServerTime time, List<Effect> effects, Dictionary<long, int> clientsBySession)
{
    readonly Dictionary<int, List<MergedOperation>> clients = [];

    public string? FindViolation()
    {
        foreach (var operation in history.Operations)
        {
            if (!clients.TryGetValue(operation.Client, out var list)) clients[operation.Client] = list = [];
            list.Add(new(operation, list.Count, plan.Shards));
        }
        foreach (var (place, effect) in effects.Index())
        {
            if (!clientsBySession.TryGetValue(effect.Session, out var client)
                || !clients.TryGetValue(client, out var own))
                return $"Somebody ran {effect.Text}.";
            if (own.Find(operation => operation.TryTake(effect, place)) is not { } taken)
                return $"Client {client} did not ask for {effect.Text}.";
            if (!taken.IsWhole) return $"The parts of one have different stamps: {taken.Operation}";
        }
        var order = Order();
        return CheckOrder(order) ?? Replay(order);
    }

    List<MergedOperation> Order()
    {
        var order = new List<MergedOperation>();
        var ran = clients.Values.SelectMany(own => own).Where(operation => operation.Stamp is not null);
        foreach (var group in ran.GroupBy(operation => PlaceOf(operation.Time)).OrderBy(group => group.Key))
        {
            // Of one stamp are an entry with those it served, or what shards did in one turn: one shard after the
            // other, but where a client's order goes the other way.
            var left = group.OrderBy(operation => operation.Time.Shard)
                .ThenBy(operation => operation.FirstPlace).ToList();
            while (left.Count > 0)
            {
                var next = left.Find(one => !left.Exists(other => other.MustPrecede(one))) ?? left[0];
                left.Remove(next);
                order.Add(next);
            }
        }
        return order;
    }

    /// <summary>
    /// By stamp; where a deadline makes times visible, by time, which all cores read from one clock then. The two can
    /// differ: a command of one shard that has seen an entry of others published may have read its time before that.
    /// </summary>
    (long, long) PlaceOf(Stamp stamp) => plan.Deadline is null
        ? (stamp.Sequence, stamp.Nanoseconds) : (stamp.Nanoseconds, stamp.Sequence);

    string? CheckOrder(List<MergedOperation> order)
    {
        var last = new Dictionary<int, int>();
        foreach (var operation in order)
        {
            if (last.GetValueOrDefault(operation.Operation.Client, -1) > operation.Index)
                return $"A client's order is another by stamps: {operation}";
            last[operation.Operation.Client] = operation.Index;
        }
        if (plan.SkewByCore.Max() > 0) return null;
        var returned = long.MaxValue;
        for (var i = order.Count - 1; i >= 0; i--)
        {
            if (returned < order[i].Operation.Invoked)
                return $"By stamps it precedes what was answered before: {order[i]}";
            returned = Math.Min(returned, order[i].Operation.Returned);
        }
        return null;
    }

    /// <summary>As exactly as the server's wall clock is read, once, at its start.</summary>
    const long Microsecond = 1000;

    string? Replay(List<MergedOperation> order)
    {
        var model = new KeyValueModel();
        var walk = new Walk();
        var deadline = plan.Deadline is { } due ? time.UnixMilliseconds(due + Microsecond) : long.MaxValue;
        var (hasCome, hasPassed) = (false, false);
        var replayed = new List<MergedOperation>();
        foreach (var operation in order)
        {
            var now = time.UnixMilliseconds(operation.Time.Nanoseconds);
            if (!hasCome && now >= deadline) hasCome = Note(model, KeyValueModel.DeadlineComes);
            if (!hasPassed && now > deadline) hasPassed = Note(model, KeyValueModel.DeadlinePasses);
            foreach (var before in clients[operation.Operation.Client][..operation.Index])
                if (!before.RunOnSession(model)) return $"By stamps it is not refused: {before}";
            var reply = model.Run(operation.Operation);
            replayed.Add(operation);
            if (plan.HasScan && walk.Follow(operation.Operation, model) is { } complaint)
                return $"Merged by stamps:\n{string.Join('\n', replayed)}\n{complaint}";
            if (operation.Operation.Reply is not { } seen || KeyValueModel.Explains(reply, seen)) continue;
            return $"Merged by stamps:\n{string.Join('\n', replayed)}\nwhere the model answers {reply}";
        }
        return null;
    }

    static bool Note(KeyValueModel model, string what)
    {
        model.Run(new Operation(Client: 0, [[what]], IsTransaction: false));
        return true;
    }
}
