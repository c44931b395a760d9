using System.Diagnostics;
using AotKv.Loopback;

namespace AotKv.Conversations.Tests;

/// <summary>Holds one conversation with one server: its connections, opened as they first speak.</summary>
sealed class Talk(ServerProcess server, Conversation conversation) : IDisposable
{
    static readonly TimeSpan repeatTime = TimeSpan.FromSeconds(5);

    readonly Dictionary<int, RespConnection> connections = [];
    readonly List<(string Name, string Value)> configurationBefore = [];

    /// <summary>Empties the server and sets what the file asks for.</summary>
    public void Open()
    {
        using var control = server.Connect();
        control.Call("FLUSHALL");
        // Subscribers of the file before may not be closed yet: they would be counted.
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < repeatTime; Thread.Sleep(1))
            if (control.Call("CLIENT", "LIST", "TYPE", "pubsub").Text.Length == 0) break;
        foreach (var (name, value) in conversation.Configuration)
        {
            configurationBefore.Add((name, control.Call("CONFIG", "GET", name).Items[1].Text));
            Require(control.Call("CONFIG", "SET", name, value));
        }
    }

    /// <summary>The reply's lines; "(closed)" where the server closed the connection.</summary>
    public List<string> Say(Step step)
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(1))
        {
            var actual = SayOnce(step);
            if (!step.IsRepeated || Expectation.IsMet(step, actual) || waited.Elapsed > repeatTime) return actual;
        }
    }

    List<string> SayOnce(Step step)
    {
        try
        {
            var connection = ConnectionOf(step);
            if (step.Kind == StepKind.Request)
                connection.SendRaw(RespConnection.Encode(RespText.Arguments(step.Request)));
            else if (step.Kind == StepKind.Raw) connection.SendRaw(RespText.Arguments(step.Request)[0]);
            if (step.IsLeftWaiting) return step.Expected;
            var reply = connection.Read();
            return RespText.Lines(step.IsScan ? FollowScan(connection, step, reply) : reply);
        }
        catch (EndOfStreamException)
        {
            if (connections.Remove(step.Connection, out var closed)) closed.Dispose();
            return ["(closed)"];
        }
    }

    /// <summary>How a SCAN divides its keys over replies is nobody's business: all of them, as if in one.</summary>
    static RespValue FollowScan(RespConnection connection, Step step, RespValue reply)
    {
        if (reply.Kind != RespKind.Array) return reply;
        var request = RespText.Arguments(step.Request);
        var keys = new List<RespValue>(reply.Items[1].Items);
        while (reply.Items[0].Text != "0")
        {
            request[1] = reply.Items[0].Bytes;
            reply = connection.Call(request);
            keys.AddRange(reply.Items[1].Items);
        }
        var unique = keys.DistinctBy(key => key.ToString()).ToArray();
        return RespValue.Aggregate(RespKind.Array, [reply.Items[0], RespValue.Aggregate(RespKind.Array, unique)]);
    }

    RespConnection ConnectionOf(Step step)
    {
        if (connections.TryGetValue(step.Connection, out var connection)) return connection;
        connection = server.Connect();
        connections[step.Connection] = connection;
        if (conversation.IsResp3) connection.Call("HELLO", "3");
        return connection;
    }

    static void Require(RespValue reply)
    {
        if (reply.Kind == RespKind.Error) throw new InvalidOperationException(reply.Text);
    }

    public void Dispose()
    {
        foreach (var connection in connections.Values) connection.Dispose();
        if (configurationBefore.Count == 0 || server.HasExited) return;
        using var control = server.Connect();
        foreach (var (name, value) in configurationBefore) control.Call("CONFIG", "SET", name, value);
    }
}
