using System.Runtime.InteropServices;
using System.Text;
using AotKv.Interleavings.Tests.Simulated;
using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// A client that sends MONITOR and reads what it is shown. Afterwards each line is given to the operation it shows.
/// </summary>
sealed class SimulatedMonitor(Scheduler scheduler, SimulatedMachine machine, History history, SeededRun run) : IActor
{
    readonly List<byte> received = [];
    readonly List<string> lines = [];
    SimulatedSocket? socket;
    Operation? asked;

    /// <summary>All that is sent from here on is shown.</summary>
    public bool IsAnswered => asked is { IsPending: false };

    public bool IsReady => socket is null || socket.ToClient.Count > 0;

    public void Act()
    {
        if (socket is null) Begin();
        else Read();
    }

    void Begin()
    {
        socket = machine.Connect();
        socket.Client = run.NextClient();
        asked = new(socket.Client, [["MONITOR"]], IsTransaction: false) { Invoked = scheduler.Nanoseconds };
        history.Add(asked);
        socket.ToServer.AddRange("*1\r\n$7\r\nMONITOR\r\n"u8);
    }

    void Read()
    {
        received.AddRange(socket!.ToClient);
        socket.ToClient.Clear();
        while (received.Count > 0 && ReplyText.TryRead(CollectionsMarshal.AsSpan(received), out var used, out var text))
        {
            received.RemoveRange(0, used);
            if (asked!.IsPending)
            {
                asked.Reply = text;
                asked.Returned = scheduler.Nanoseconds;
            }
            else lines.Add(text);
        }
    }

    /// <summary>Whether it was shown the only command, or all of the only transaction, of a client.</summary>
    public bool HasSeen(SimulatedClient client)
    {
        var own = lines.FindAll(line => ClientOf(line) == client.Id);
        return own.Count > 0 && (!own[0].EndsWith("\"MULTI\"") || own[^1].EndsWith("\"EXEC\""));
    }

    /// <summary>Gives each line to the operation that it shows. Null, or what is wrong.</summary>
    public string? Settle()
    {
        if (asked?.Reply != "OK") return $"MONITOR is answered {asked?.Reply}.";
        var taken = new Dictionary<int, int>();
        var commands = history.Operations.GroupBy(operation => operation.Client)
            .ToDictionary(own => own.Key, own => own.SelectMany(Shown).ToList());
        // Clients whose EXEC comes behind the line: it is a command of that transaction.
        var inTransaction = new HashSet<int>();
        // From the last line back: of two requests that are the same, the one before MONITOR's instant has none.
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            var line = lines[i];
            var words = line[(line.IndexOf(']') + 2)..].Split(' ').Select(word => word.Trim('"')).ToArray();
            var client = ClientOf(line);
            if (words is ["EXEC"]) inTransaction.Add(client);
            else if (words is ["MULTI"]) inTransaction.Remove(client);
            if (words is ["MULTI" or "EXEC"]) continue;
            var text = string.Join(' ', words);
            var own = commands[client];
            var at = own[..taken.GetValueOrDefault(client, own.Count)]
                .FindLastIndex(one => one.Text == text
                    && one.Operation.IsTransaction == inTransaction.Contains(client));
            if (at < 0) return $"Shown twice, out of order, or not asked for by client {client}: {text}\n{this}";
            taken[client] = at;
            own[at].Operation.ShownAt = i;
            own[at] = own[at] with { IsShown = true };
        }
        var shown = 0;
        foreach (var operation in history.Operations.Where(one => one.ShownAt is not null).OrderBy(one => one.ShownAt))
            if (operation.IsOrderedByMonitor) operation.ShownAt = shown++;
        foreach (var one in commands.Values.SelectMany(own => own))
            if (MustBeShown(one)) return $"Not shown: {one.Text} of {one.Operation}\n{this}";
        return null;
    }

    readonly record struct Command(Operation Operation, string Text, bool IsShown);

    static IEnumerable<Command> Shown(Operation operation) =>
        operation is { IsTransaction: true, Reply: ReplyText.Nil } ? []
            : operation.Commands.Select(command => new Command(operation, string.Join(' ', command), IsShown: false));

    /// <summary>Sent after the answer to MONITOR, and answered; of an EXEC that was refused nothing is shown.</summary>
    bool MustBeShown(Command one) => !one.IsShown && one.Operation.Invoked > asked!.Returned
        && !one.Operation.IsPending && one.Operation.Commands[0][0] != "CLIENT" && one.Text[0] != '('
        && one.Operation is not { IsTransaction: true, Reply: ReplyText.Nil };

    /// <summary>Clients have the number of their socket for a port.</summary>
    int ClientOf(string line)
    {
        var port = line[(line.LastIndexOf(':', line.IndexOf(']')) + 1)..line.IndexOf(']')];
        return machine.Sockets[int.Parse(port)].Client;
    }

    public override string ToString() => new StringBuilder().AppendJoin('\n', lines).ToString();
}
