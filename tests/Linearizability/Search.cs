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
            var after = model.Copy();
            var reply = after.Run(next);
            if (reply is null || !next.IsPending && !KeyValueModel.Explains(reply, next.Reply!)) continue;
            positions[client]++;
            order.Add(next);
            if (Find(after)) return true;
            positions[client]--;
            order.RemoveAt(order.Count - 1);
            if (GaveUp) return false;
        }
        return false;
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
