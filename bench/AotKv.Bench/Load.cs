namespace AotKv.Bench;

/// <summary>One kind of load of redis-benchmark.</summary>
/// <param name="Command">"set" or "get".</param>
sealed record Load(string Command, int Pipeline, int ValueBytes, int Clients)
{
    public static List<Load> All(bool isQuick)
    {
        var loads = new List<Load>();
        foreach (var clients in isQuick ? (int[])[50] : [50, 1000])
            foreach (var valueBytes in isQuick ? (int[])[64] : [64, 1024])
                foreach (var pipeline in (int[])[1, 16, 64])
                    foreach (var command in (string[])["set", "get"])
                        loads.Add(new(command, pipeline, valueBytes, clients));
        return loads;
    }

    /// <summary>Enough for about two seconds.</summary>
    public int Requests(bool isQuick) => Pipeline switch { 1 => 200_000, 16 => 1_000_000, _ => 2_000_000 }
        / (isQuick ? 2 : 1);

    public string Title => $"{Command.ToUpperInvariant()} P={Pipeline}, {ValueBytes} bytes, {Clients} clients";
}
