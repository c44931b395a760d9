using AotKv.Engine.Transactions;
using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>An operation of a client and what the shards' journals have of it.</summary>
/// <param name="operation">What the client asked for and saw.</param>
/// <param name="index">Its place among those of its client.</param>
/// <param name="shards">How many there are.</param>
sealed class MergedOperation(Operation operation, int index, int shards)
{
    readonly List<string> awaited = PiecesOf(operation, shards);
    readonly List<(int Shard, int Place)> places = [];
    bool hasRunOnSession;
    bool isTaken;

    public Operation Operation => operation;

    public int Index => index;

    /// <summary>The stamp of its first effect; null where it has none.</summary>
    public Stamp? Stamp { get; private set; }

    public Stamp Time => Stamp!.Value;

    /// <summary>All effects have one stamp, but for the shard.</summary>
    public bool IsWhole { get; private set; } = true;

    public int FirstPlace => places[0].Place;

    /// <summary>Takes an effect that is one of its own, and not yet seen.</summary>
    public bool TryTake(Effect effect, int place)
    {
        if (isTaken || IsRefused || IsVain) return false;
        if (places.Count == 0 && IsAll(effect)) isTaken = true;
        else if (!awaited.Remove(effect.Text)) return false;
        else isTaken = awaited.Count == 0;
        if (Stamp is { } first)
            IsWhole &= first.Sequence == effect.Stamp.Sequence && first.Nanoseconds == effect.Stamp.Nanoseconds;
        else Stamp = effect.Stamp;
        places.Add((effect.Stamp.Shard, place));
        return true;
    }

    /// <summary>Whether an effect is all of it: not where every shard has a part, but where all are lent.</summary>
    bool IsAll(Effect effect)
    {
        var text = effect.Text;
        var commands = operation.Commands.Select(command => string.Join(' ', command));
        if (operation.IsTransaction) return text == string.Concat(commands.Select(command => command + "; "));
        return text == commands.First() && !(effect.IsPiece && IsEverywhere(text));
    }

    /// <summary>Of two with one stamp: whether this one comes first on a shard, or with its client.</summary>
    public bool MustPrecede(MergedOperation other)
    {
        if (other == this) return false;
        if (other.Operation.Client == operation.Client) return index < other.Index;
        return places.Exists(mine => other.places.Exists(its => its.Shard == mine.Shard && its.Place > mine.Place));
    }

    /// <summary>A wait that ended without what it waited for.</summary>
    bool IsVain => operation is { IsTransaction: false, Reply: { } reply }
        && KeyValueModel.MayBlock(operation.Commands[0][0]) && KeyValueModel.Explains(ReplyText.Nil, reply);

    bool IsRefused => operation is { IsTransaction: true, Reply: ReplyText.Nil };

    /// <summary>
    /// What touches no keys is in no journal, nor is an EXEC that was refused: it happens before the next that is.
    /// False where the model does not answer it as the server did.
    /// </summary>
    public bool RunOnSession(KeyValueModel model)
    {
        if (hasRunOnSession || Stamp is not null) return true;
        var isOfSession = !operation.IsTransaction && operation.Commands[0][0] is ("SELECT" or "UNWATCH");
        if (!operation.IsTransaction && !isOfSession) return true;
        hasRunOnSession = true;
        // Not in a journal, and something of its client is that came after it: so it was refused.
        var expected = operation.IsTransaction ? ReplyText.Nil : "OK";
        return KeyValueModel.Explains(model.Run(operation), operation.Reply ?? expected);
    }

    static bool IsEverywhere(string name) => name is "FLUSHALL" or "FLUSHDB" or "DBSIZE";

    /// <summary>The pieces that it is cut into, should its keys be on several shards.</summary>
    static List<string> PiecesOf(Operation operation, int shards)
    {
        var command = operation.Commands[0];
        if (operation.IsTransaction) return [];
        if (IsEverywhere(command[0])) return [.. Enumerable.Repeat(command[0], shards)];
        if (command[0] == "MSETEX") return PiecesOfCounted(command);
        var step = command[0] switch
        {
            "MSET" => 2,
            "MGET" or "DEL" or "EXISTS" or "WATCH" => 1,
            _ => command.Length,
        };
        return [.. command[1..].Chunk(step).Select(piece => $"{command[0]} {string.Join(' ', piece)}")];
    }

    /// <summary>MSETEX with NX or XX is never cut.</summary>
    static List<string> PiecesOfCounted(string[] command)
    {
        var end = 2 + 2 * int.Parse(command[1]);
        if (command[end..].Intersect(["NX", "XX"]).Any()) return [string.Join(' ', command)];
        return [.. command[2..end].Chunk(2).Select(pair =>
            string.Join(' ', (string[])["MSETEX", command[1], .. pair, .. command[end..]]))];
    }

    public override string ToString() => $"{Stamp} {operation}";
}
