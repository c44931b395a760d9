using System.Globalization;

namespace AotKv.Bench.Loads;

/// <summary>One run of a load as the child process is told of it on its command line.</summary>
sealed class LoadPlan
{
    public required int Port { get; init; }

    /// <summary>The process whose CPU time is charged.</summary>
    public required int Server { get; init; }

    public required int Clients { get; init; }

    public required int Pipeline { get; init; }

    /// <summary>The run ends after so long, or after <see cref="Requests"/>, whichever comes first.</summary>
    public required double Seconds { get; init; }

    public required long Requests { get; init; }

    /// <summary>
    /// Requests a second, sent when they are due whatever the server does; 0 for as fast as it answers.
    /// </summary>
    public double Rate { get; init; }

    /// <summary>The numbers in keys are below this.</summary>
    public required long Keys { get; init; }

    public long FirstInRow { get; init; }

    /// <summary>The shards whose tags __tagN__ stands for.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>The place in the deal of connections that the first of these will get.</summary>
    public int FirstConnection { get; init; }

    public required string[] Request { get; init; }

    public static LoadPlan Parse(string[] arguments)
    {
        var cut = Array.IndexOf(arguments, "--");
        string Text(string option) => arguments[Array.IndexOf(arguments, option, 0, cut) + 1];
        long Number(string option) => long.Parse(Text(option), CultureInfo.InvariantCulture);
        double Real(string option) => double.Parse(Text(option), CultureInfo.InvariantCulture);
        return new()
        {
            Port = (int)Number("--port"),
            Server = (int)Number("--server"),
            Clients = (int)Number("--clients"),
            Pipeline = (int)Number("--pipeline"),
            Seconds = Real("--seconds"),
            Requests = Number("--requests"),
            Rate = Real("--rate"),
            Keys = Number("--keys"),
            FirstInRow = Number("--first"),
            Shards = (int)Number("--shards"),
            FirstConnection = (int)Number("--connection"),
            Request = arguments[(cut + 1)..],
        };
    }

    public string[] ToArguments() =>
    [
        "load", "--port", Text(Port), "--server", Text(Server), "--clients", Text(Clients), "--pipeline",
        Text(Pipeline), "--seconds", Text(Seconds), "--requests", Text(Requests), "--rate", Text(Rate), "--keys",
        Text(Keys), "--first", Text(FirstInRow), "--shards", Text(Shards), "--connection", Text(FirstConnection),
        "--", .. Request,
    ];

    static string Text(IFormattable number) => number.ToString(format: null, CultureInfo.InvariantCulture);
}
