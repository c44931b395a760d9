namespace AotKv.Linearizability;

/// <summary>One search for an order of a history's operations that explains their replies.</summary>
sealed class Search(Operation[][] clients, int statesMax)
{
    readonly int[] positions = new int[clients.Length];
    readonly HashSet<(string Positions, string State)> seen = [];
    readonly List<Operation> order = [];
    List<Operation> longest = [];

    public bool GaveUp { get; private set; }

    public bool Find() => Find(new KeyValueModel());

    bool Find(KeyValueModel model)
    {
        if (order.Count > longest.Count) longest = [.. order];
        if (IsComplete()) return true;
        // Positions tell whether a monitor has begun, and what it was shown.
        if (!seen.Add((string.Join(',', positions), model.Fingerprint()))) return false;
        if (seen.Count > statesMax)
        {
            GaveUp = true;
            return false;
        }

        // What was answered before another was even sent comes before it.
        var bound = long.MaxValue;
        for (var client = 0; client < clients.Length; client++)
            if (Next(client) is { } next) bound = Math.Min(bound, next.Returned);
        for (var client = 0; client < clients.Length; client++)
        {
            if (Next(client) is not { } next || next.Invoked > bound) continue;
            if (!FitsMonitor(next)) continue;
            var after = model.Copy();
            var reply = after.Run(next);
            if (reply is null || !next.IsPending && !KeyValueModel.Explains(reply, next.Reply!)) continue;
            positions[client]++;
            order.Add(next);
            Step(next, 1);
            if (Find(after)) return true;
            Step(next, -1);
            positions[client]--;
            order.RemoveAt(order.Count - 1);
            if (GaveUp) return false;
        }
        return false;
    }

    int monitors;
    int shown;

    void Step(Operation operation, int by)
    {
        if (operation.Commands[0][0] == "MONITOR") monitors += by;
        else if (operation is { IsOrderedByMonitor: true, ShownAt: not null }) shown += by;
    }

    /// <summary>
    /// Before a monitor begins nothing is shown; from then on all is, in one order. What was not answered may be left
    /// unshown: a client that is gone is not shown any more. Of an EXEC that was refused nothing is.
    /// </summary>
    bool FitsMonitor(Operation next)
    {
        if (!next.IsOrderedByMonitor) return true;
        if (next.ShownAt is { } place) return monitors > 0 && place == shown;
        return monitors == 0 || next.IsPending || next is { IsTransaction: true, Reply: ReplyText.Nil };
    }

    Operation? Next(int client) =>
        positions[client] < clients[client].Length ? clients[client][positions[client]] : null;

    /// <summary>All that was answered is explained; what was not answered may never have happened.</summary>
    bool IsComplete()
    {
        for (var client = 0; client < clients.Length; client++)
            if (Next(client) is { IsPending: false }) return false;
        return true;
    }

    public string Explain()
    {
        var model = new KeyValueModel();
        foreach (var operation in longest) model.Run(operation);
        var stuck = clients.SelectMany(operations => operations).Except(longest)
            .Where(operation => !operation.IsPending).OrderBy(operation => operation.Invoked).Take(ShownMax);
        return $"Longest order found:\n{string.Join('\n', longest)}\nthen the state is {model.Fingerprint()}\n"
            + $"and none of these comes next:\n{string.Join('\n', stuck)}";
    }

    const int ShownMax = 12;
}
