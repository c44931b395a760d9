using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench.Parts;

/// <summary>Bytes an element of each type, in small values and in one large one, by used_memory.</summary>
sealed class ElementMemory(Bench bench)
{
    const int SmallElements = 50;
    const double SecondsEach = 1.5;

    /// <summary>A type: the command that adds, and what stands for one element.</summary>
    readonly record struct Shape(string Title, string Command, string[] Element, long First = 0);

    /// <summary>From here on a number of twelve digits has no zero in front: it is an integer.</summary>
    const long FirstInteger = 100_000_000_000;

    static readonly Shape[] shapes =
    [
        new("list, elements of 16 bytes", "RPUSH", ["elem__seq__"]),
        new("set of integers", "SADD", ["__seq__"], FirstInteger),
        new("set, members of 16 bytes", "SADD", ["memb__seq__"]),
        new("sorted set, members of 16 bytes", "ZADD", ["__rand_int__", "memb__seq__"]),
        new("hash, fields and values of 16 bytes", "HSET", ["fiel__seq__", "valuevaluevalue!"]),
    ];

    int LargeElements => bench.Options.IsQuick ? 200_000 : 1_000_000;

    int SmallKeys => LargeElements / SmallElements;

    public double ExpectedSeconds => 2 * 2 * (shapes.Length + 1) * SecondsEach;

    public void Measure(Report report)
    {
        var ours = bench.Yard.Start(Contender.Ours(bench.Options));
        var peer = bench.Yard.Start(Contender.Peer(bench.Options));
        report.Table($"bytes an element", $"peer, {SmallElements} a key", "ours", "ratio",
            $"peer, {LargeElements:N0} in one", "ours", "ratio");
        foreach (var shape in shapes)
            Show(report, shape.Title, server => FillSmall(server, shape),
                server => bench.FillMembers(server, LargeElements, shape.Command, "large", shape.Element,
                    shape.First));
        Show(report, "stream, one field and value of 8 bytes", FillSmallStreams,
            server => bench.Fill(server, LargeElements, "XADD", "large", "*", "field678", "value678"));

        void Show(Report report, string title, Action<ServerProcess> small, Action<ServerProcess> large)
        {
            var (peerSmall, small1) = (Grown(peer, small), Grown(ours, small));
            var (peerLarge, large1) = (Grown(peer, large), Grown(ours, large));
            report.Row(title, $"{peerSmall:F1}", $"{small1:F1}", $"{small1 / peerSmall:F2}x",
                $"{peerLarge:F1}", $"{large1:F1}", $"{large1 / peerLarge:F2}x");
        }
    }

    void FillSmall(ServerProcess server, Shape shape)
    {
        // The key takes a number of the row too: any that is not another key's will do.
        string[] request = [shape.Command, "small:__seq__"];
        for (var i = 0; i < SmallElements; i++) request = [.. request, .. shape.Element];
        var numbers = shape.First + (long)SmallKeys * (SmallElements + 1);
        bench.Run(server, Load.Fill(SmallKeys, request) with
        {
            Keys = numbers,
            FirstInRow = shape.First,
            Pipeline = 4,
        });
    }

    /// <summary>So many entries that each key has its share of them, give or take.</summary>
    void FillSmallStreams(ServerProcess server) => bench.Run(server,
        Load.Fill(LargeElements, "XADD", "small:__seq__", "*", "field678", "value678") with { Keys = SmallKeys });

    double Grown(ServerProcess server, Action<ServerProcess> fill)
    {
        bench.Empty(server);
        using var client = server.Connect();
        var used = ServerInfo.UsedMemory(client);
        fill(server);
        return (ServerInfo.UsedMemory(client) - used) / (double)LargeElements;
    }
}
