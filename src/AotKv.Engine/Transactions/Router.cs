using AotKv.Engine.Catalog;
using AotKv.Memory;

namespace AotKv.Engine.Transactions;

/// <summary>Says on which shard a request's keys are. One for the process, immutable.</summary>
public sealed class Router(CommandTable commands, int shards)
{
    /// <summary>The keys are on several shards, each of which runs its part.</summary>
    public const short Spread = -1;

    /// <summary>The keys are on several shards, which lend them to whoever runs the command.</summary>
    public const short Lent = -3;

    /// <summary>The command has no keys: any shard, or every shard, can run it.</summary>
    public const short Keyless = -2;

    public int Shards => shards;

    public short Route(CommandInfo command, in Arguments arguments)
    {
        if (shards == 1) return 0;
        if (command.HasOneFixedKey) return (short)SlotMap.OwnerOf(arguments[command.FirstKey], shards);
        // Which keys the patterns reach only the elements can tell: as good as no key, and every shard is lent.
        if (command.KeyHook is KeyHook.Sort or KeyHook.SortReadOnly && KeyHooks.HasSortPattern(arguments))
            return Keyless;
        if (command.Exclusive) return Keyless;
        if (command.CursorAt > 0) return (short)CursorShard(command, arguments);
        var keys = new KeyFinder(command, arguments);
        var shard = Keyless;
        while (keys.TryNext(out var position))
        {
            var owner = (short)SlotMap.OwnerOf(arguments[position], shards);
            if (shard == Keyless) shard = owner;
            else if (shard != owner) return RouteSeveral(command, arguments, shard);
        }
        return shard;
    }

    /// <summary>What can only answer an error runs on <paramref name="any"/> of the shards.</summary>
    static short RouteSeveral(CommandInfo command, in Arguments arguments, short any)
    {
        if (command.FanOut == Merge.None) return Lent;
        if (!command.TryCut(arguments, out var keys)) return any;
        return command.IsWhole(arguments, keys.End) ? Lent : Spread;
    }

    /// <summary>
    /// The shard that a cursor stands in. What is no cursor gets an error, and any shard can answer that.
    /// </summary>
    int CursorShard(CommandInfo command, in Arguments arguments) =>
        ScanCursor.TryParse(arguments[command.CursorAt], out var cursor) ? ScanCursor.ShardOf(cursor, shards) : 0;

    /// <summary>
    /// The shard of every key, or of the cursor, is added to <paramref name="involved"/>; false where there is neither.
    /// </summary>
    public bool AddShards(CommandInfo command, in Arguments arguments, Span<bool> involved)
    {
        if (command.CursorAt > 0)
        {
            involved[CursorShard(command, arguments)] = true;
            return true;
        }
        var keys = new KeyFinder(command, arguments);
        var any = false;
        while (keys.TryNext(out var position))
        {
            involved[SlotMap.OwnerOf(arguments[position], shards)] = true;
            any = true;
        }
        return any;
    }

    public CommandInfo InfoOf(CommandId command) => commands[command];
}
