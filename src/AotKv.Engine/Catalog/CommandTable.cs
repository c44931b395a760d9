using System.Text;
using AotKv.Memory;

namespace AotKv.Engine.Catalog;

/// <summary>
/// Every command of the server: finds it by name, knows its facts, and runs it. One for the process, immutable, shared
/// by all threads. The generator writes the class that runs them.
/// </summary>
public abstract class CommandTable
{
    readonly CommandInfo[] commands;
    CommandNames names;
    readonly Dictionary<string, CommandInfo> byName = [];
    readonly CommandNames?[] subcommandNames;

    /// <param name="commands">Each at the place that its id says, containers before their subcommands.</param>
    protected CommandTable(CommandInfo[] commands)
    {
        this.commands = commands;
        var topLevel = new Dictionary<string, CommandInfo>();
        foreach (var command in commands)
        {
            var bar = command.Name.IndexOf('|');
            if (bar < 0) topLevel.Add(command.Name, command);
            else topLevel[command.Name[..bar]].Add(command);
        }
        TopLevel = [.. topLevel.Values];
        foreach (var command in TopLevel) byName.Add(command.Name, command);
        names = new(byName);
        subcommandNames = new CommandNames?[commands.Length];
        foreach (var command in TopLevel)
            if (command.Subcommands.Count > 0)
                subcommandNames[command.Id.Value] = new(command.Subcommands.ToDictionary(each => each.OwnName));
    }

    /// <summary>
    /// Gives a command another name to be called by, or none; everything that shows its name goes on to show its own.
    /// At start only, before the cores run. False, with the reason in Valkey's words, where it cannot be.
    /// </summary>
    public bool TryRename(string oldName, string newName, out string reason)
    {
        var to = newName.ToLowerInvariant();
        reason = "No such command in rename-command";
        if (!byName.Remove(oldName.ToLowerInvariant(), out var command)) return false;
        reason = "Target command name already exists";
        if (to.Length > 0 && !byName.TryAdd(to, command)) return false;
        names = new(byName);
        return true;
    }

    /// <summary>The number of commands, containers and subcommands included: ids are below it.</summary>
    public int Count => commands.Length;

    /// <summary>All but the subcommands, in the order of their names.</summary>
    public CommandInfo[] TopLevel { get; }

    public CommandInfo this[CommandId id] => commands[id.Value];

    /// <summary>
    /// Finds the command that a request names, in any case, where the number of its arguments fits. Where not,
    /// <see cref="ErrorFor"/> says why.
    /// </summary>
    public bool TryResolve(in Arguments request, out CommandId id)
    {
        var isKnown = names.TryFind(request[0], out var found);
        if (found.IsContainer && request.Count > 1)
            isKnown = subcommandNames[found.Id.Value]!.TryFind(request[1], out found);
        id = found.Id;
        return isKnown && (found.Arity >= 0 ? request.Count == found.Arity : request.Count >= -found.Arity);
    }

    /// <summary>
    /// Finds the command that a request names, whatever the number of its arguments. Null where there is none.
    /// </summary>
    public CommandInfo? Find(in Arguments request)
    {
        if (!names.TryFind(request[0], out var found)) return null;
        if (found.IsContainer && request.Count > 1 &&
            !subcommandNames[found.Id.Value]!.TryFind(request[1], out found)) return null;
        return this[found.Id];
    }

    /// <summary>
    /// Finds a command by its full name, "get" or "config|set", in any case. Null where there is none.
    /// </summary>
    public CommandInfo? Find(ReadOnlySpan<byte> fullName)
    {
        var bar = fullName.IndexOf((byte)'|');
        if (!names.TryFind(bar < 0 ? fullName : fullName[..bar], out var found)) return null;
        if (bar < 0) return this[found.Id];
        var subcommands = subcommandNames[found.Id.Value];
        return subcommands is not null && subcommands.TryFind(fullName[(bar + 1)..], out found) ? this[found.Id] : null;
    }

    /// <summary>
    /// The id of a command that the server itself has to know, whatever it is called by. Throws where there is none.
    /// </summary>
    public CommandId IdOf(string fullName) =>
        Array.Find(commands, command => command.Name == fullName)?.Id ??
        throw new ArgumentException($"There is no command {fullName}.");

    /// <summary>
    /// Runs a command of <see cref="Place.Shard"/> or <see cref="Place.Anywhere"/> on keys it may touch.
    /// </summary>
    /// <returns>Park where it found nothing to do, wrote no reply, and is to be run again.</returns>
    public abstract Outcome RunOnShard(CommandId id, in Call call, in Keyspace keys, ref Reply reply);

    /// <summary>Why <see cref="TryResolve"/> refused a request: an error's code and text, in Valkey's words.</summary>
    public byte[] ErrorFor(in Arguments request)
    {
        if (Find(request) is { } command) return command.ArityError;
        return names.TryFind(request[0], out var found) && found.IsContainer
            ? UnknownName.Subcommand(request)
            : UnknownName.Command(request);
    }
}
