using AotKv.Bench.Loads;
using AotKv.Bench.Parts;

namespace AotKv.Bench;

/// <summary>
/// Measures our server against a peer on this machine, in turn, part by part. The same binary, called with "load", is
/// the load.
/// </summary>
static class Program
{
    static int Main(string[] arguments)
    {
        if (arguments is ["load", ..]) return LoadProcess.Run(arguments);
        if (Options.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(Options.Usage);
            return 2;
        }
        if (Environment.ProcessorCount < 2)
        {
            Console.Error.WriteLine("This needs two CPUs: one for the server, one for the load.");
            return 1;
        }
        using var yard = new ServerYard();
        var bench = new Bench(options, yard);
        Part[] parts =
        [
            new StartBench(bench), new ThroughputBench(bench), new EchoBench(bench), new CollectionsBench(bench),
            new WaysBench(bench), new ThreadsBench(bench), new LatencyBench(bench), new PausesBench(bench),
            new MemoryBench(bench),
        ];
        foreach (var name in options.Only)
        {
            if (parts.Any(part => part.Name == name)) continue;
            Console.Error.WriteLine($"No part is named {name}: {string.Join(", ", parts.Select(part => part.Name))}.");
            return 2;
        }
        if (options.Only.Length > 0) parts = [.. parts.Where(part => options.Only.Contains(part.Name))];
        return new Session(options, parts).Run() ? 0 : 1;
    }
}
