namespace AotKv.Linearizability;

/// <summary>
/// What clients saw, and whether one Valkey could have shown it: the search of Wing and Gong with Lowe's memory of
/// states already tried. Each client's operations stand in the order it sent them and take effect in that order,
/// pipelined ones too, so a state of the search is one position per client and the model's state.
/// </summary>
public sealed class History
{
    readonly List<List<Operation>> clients = [];

    public IEnumerable<Operation> Operations => clients.SelectMany(operations => operations);

    public int Count => clients.Sum(operations => operations.Count);

    /// <summary>Adds a client's next operation, before its reply is known.</summary>
    public void Add(Operation operation)
    {
        while (clients.Count <= operation.Client) clients.Add([]);
        clients[operation.Client].Add(operation);
    }

    /// <summary>
    /// Null where one order of all operations explains every reply; else the longest beginning of one that was found.
    /// </summary>
    /// <param name="statesMax">Gives up after as many states: then <see cref="WasDecided"/> is false.</param>
    public string? FindViolation(int statesMax = 2_000_000)
    {
        var search = new Search([.. clients.Select(operations => operations.ToArray())], statesMax);
        var found = search.Find();
        WasDecided = !search.GaveUp;
        return found || search.GaveUp ? null : search.Explain();
    }

    /// <summary>Whether the last search came to an end.</summary>
    public bool WasDecided { get; private set; }

    public override string ToString() =>
        string.Join('\n', Operations.OrderBy(operation => operation.Invoked).Select(operation => $"{operation}"));
}
