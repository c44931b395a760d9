using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Measures;
using AotKv.Instance.Configuration;
using AotKv.Instance.Info;
using AotKv.Instance.Observation;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Observation;

/// <summary>LATENCY: spikes by event, and how long commands take.</summary>
[CommandContainer("LATENCY", Arity = -2, Group = "server", Since = "2.8.13", Complexity = "Depends on subcommand.",
    Syntax = "LATENCY", Summary = "Commands on what took long.")]
static class LatencyCommands
{
    const CommandFlags Flags =
        CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;

    const string Tips = "NONDETERMINISTIC_OUTPUT REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:SPECIAL";

    [Command("LATENCY|DOCTOR", Arity = 2, Flags = Flags, Group = "server", Since = "2.8.13", Tips = Tips,
        Complexity = "O(1)", Syntax = "LATENCY DOCTOR", Summary = "Says in words what took long, and what may help.")]
    internal static void Doctor(in Call call, Session session, ref Reply reply) =>
        reply.Verbatim("txt"u8, ByteText.ToBytes(new LatencyDoctor(session.Server).Report()));

    [Command("LATENCY|GRAPH", Arity = 3, Flags = Flags, Group = "server", Since = "2.8.13", Tips = Tips,
        Complexity = "O(1)", Syntax = "LATENCY GRAPH event", Summary = "Draws the spikes of an event.")]
    internal static void Graph(in Call call, Session session, ref Reply reply)
    {
        var name = ByteText.FromBytes(call[2]);
        var latency = session.Server.Observer.Latency;
        if (latency.Find(name) is not { } series)
        {
            reply.Error(ByteText.ToBytes($"ERR No samples available for event '{name}'"));
            return;
        }
        reply.Verbatim("txt"u8, ByteText.ToBytes(LatencyGraph.Draw(series, latency.UnixSeconds)));
    }

    [Command("LATENCY|HISTORY", Arity = 3, Flags = Flags, Group = "server", Since = "2.8.13", Tips = Tips,
        Complexity = "O(1)", Syntax = "LATENCY HISTORY event", Summary = "The spikes of an event, oldest first.")]
    internal static void History(in Call call, Session session, ref Reply reply)
    {
        var series = session.Server.Observer.Latency.Find(ByteText.FromBytes(call[2]));
        reply.Array(series?.Samples.Count ?? 0);
        if (series is null) return;
        foreach (var sample in series.Samples)
        {
            reply.Array(2);
            reply.Integer(sample.At);
            reply.Integer(sample.Milliseconds);
        }
    }

    [Command("LATENCY|LATEST", Arity = 2, Flags = Flags, Group = "server", Since = "2.8.13", Tips = Tips,
        Complexity = "O(1)", Syntax = "LATENCY LATEST", Summary = "The last spike of every event.")]
    internal static void Latest(in Call call, Session session, ref Reply reply)
    {
        var all = session.Server.Observer.Latency.All();
        reply.Array(all.Count);
        foreach (var series in all)
        {
            reply.Array(6);
            TextReply.Bulk(reply, series.Name);
            reply.Integer(series.Samples[^1].At);
            reply.Integer(series.Samples[^1].Milliseconds);
            reply.Integer(series.Worst);
            reply.Integer(series.SumMilliseconds);
            reply.Integer(series.Count);
        }
    }

    [Command("LATENCY|RESET", Arity = -2, Flags = Flags, Group = "server", Since = "2.8.13",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:AGG_SUM", Complexity = "O(1)",
        Syntax = "LATENCY RESET [event [event ...]]", Summary = "Forgets the spikes of some events, or of all.")]
    internal static void Reset(in Call call, Session session, ref Reply reply)
    {
        var latency = session.Server.Observer.Latency;
        var forgotten = call.Count == 2 ? latency.ResetAll() : 0;
        for (var i = 2; i < call.Count; i++) forgotten += latency.Reset(ByteText.FromBytes(call[i]));
        reply.Integer(forgotten);
    }

    [Command("LATENCY|HISTOGRAM", Arity = -2, Flags = Flags, Group = "server", Since = "7.0.0", Tips = Tips,
        Complexity = "O(N), N being the number of commands asked for.",
        Syntax = "LATENCY HISTOGRAM [COMMAND [COMMAND ...]]",
        Summary = "How long the calls of commands took, as cumulative counts.")]
    internal static void Histogram(in Call call, Session session, ref Reply reply)
    {
        var commands = session.Server.Commands;
        var place = reply.BeginArray();
        var shown = 0;
        if (call.Count == 2)
        {
            for (var id = 0; id < commands.Count; id++)
                shown += Answer(reply, session, commands[new CommandId((ushort)id)]);
        }
        for (var i = 2; i < call.Count; i++)
        {
            if (commands.Find(call[i]) is not { } command) continue;
            shown += Answer(reply, session, command);
            foreach (var subcommand in command.Subcommands) shown += Answer(reply, session, subcommand);
        }
        reply.EndMap(place, shown);
    }

    /// <summary>Answers a command's name and counts; returns 0 where it was never timed.</summary>
    static int Answer(in Reply reply, Session session, CommandInfo command)
    {
        if (CommandReport.HistogramOf(session.Server, command.Id) is not { } histogram) return 0;
        TextReply.Bulk(reply, command.Name);
        reply.Map(2);
        TextReply.Bulk(reply, "calls");
        reply.Integer(histogram.Total);
        TextReply.Bulk(reply, "histogram_usec");
        var steps = histogram.Cumulative();
        reply.Map(steps.Count);
        foreach (var (microseconds, calls) in steps)
        {
            reply.Integer(microseconds);
            reply.Integer(calls);
        }
        return 1;
    }

    [Command("LATENCY|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale, Group = "server",
        Since = "2.8.13", Complexity = "O(1)", Syntax = "LATENCY HELP",
        Summary = "Says what LATENCY's subcommands do.")]
    internal static void Help(in Call call, Session session, ref Reply reply) => HelpText.Answer(reply, "LATENCY",
    [
        "DOCTOR",
        "    Return a human readable latency analysis report.",
        "GRAPH <event>",
        "    Return an ASCII latency graph for the <event> class.",
        "HISTORY <event>",
        "    Return time-latency samples for the <event> class.",
        "LATEST",
        "    Return the latest latency samples for all events.",
        "RESET [<event> ...]",
        "    Reset latency data of one or more <event> classes.",
        "    (default: reset all data for all event classes)",
        "HISTOGRAM [COMMAND ...]",
        "    Return a cumulative distribution of latencies in the format of a histogram for the specified " +
            "command names.",
        "    If no commands are specified then all histograms are replied.",
    ]);
}
