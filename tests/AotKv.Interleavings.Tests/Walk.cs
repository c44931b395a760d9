using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// One client's walk over all keys with SCAN, followed through the merged history: what a call returns is there at its
/// instant, and what was there from the first call of a walk to its last is returned by one of them.
/// </summary>
sealed class Walk
{
    readonly HashSet<string> present = [];
    readonly HashSet<string> returned = [];
    bool isUnderWay;

    /// <summary>Takes the next operation of the history, which the model has run. Null, or what is wrong.</summary>
    public string? Follow(Operation operation, KeyValueModel model)
    {
        if (operation.Commands[0][0] != "SCAN")
        {
            if (isUnderWay) Forget(operation, model);
            return null;
        }
        var names = model.KeyNames.ToHashSet();
        if (!isUnderWay || operation.Commands[0][1] == "0")
        {
            present.Clear();
            present.UnionWith(names);
            returned.Clear();
            isUnderWay = true;
        }
        if (operation.Reply is not { } reply) return null;
        var texts = reply.Split('"').Where((_, index) => index % 2 == 1).ToArray();
        foreach (var name in texts[1..])
            if (!names.Contains(name)) return $"SCAN returns {name}, which is not there.";
        returned.UnionWith(texts[1..]);
        if (texts[0] != "0") return null;
        isUnderWay = false;
        var missed = present.Except(returned).ToArray();
        return missed.Length == 0 ? null : $"A walk missed {string.Join(' ', missed)}.";
    }

    /// <summary>A transaction may have deleted and made anew what it names: that was not there all the time.</summary>
    void Forget(Operation operation, KeyValueModel model)
    {
        present.IntersectWith(model.KeyNames);
        if (!operation.IsTransaction) return;
        foreach (var command in operation.Commands)
            if (command[0] is "FLUSHALL" or "FLUSHDB") present.Clear();
            else present.ExceptWith(command);
    }
}
