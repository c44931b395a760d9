using AotKv.Memory;

namespace AotKv.Engine.Catalog;

/// <summary>
/// Walks over the positions of a request's keys. Where one spec does not fit the arguments none of them counts, as in
/// Valkey: the command's hook says what the keys are, or there are none. Never allocates.
/// </summary>
public struct KeyFinder
{
    readonly CommandInfo command;
    readonly Arguments request;
    readonly KeySearch search;
    KeyRange current;
    KeyRange following;
    int specsUsed;

    /// <summary>The keys of a request whose number of arguments fits the command's arity.</summary>
    public KeyFinder(CommandInfo command, in Arguments request, KeySearch search = KeySearch.Keys)
    {
        this.command = command;
        this.request = request;
        this.search = search;
        following = KeyRange.Empty;
        if (command.HasOneFixedKey && !command.HasVariableKeyFlags && request.Count > command.FirstKey)
        {
            specsUsed = command.KeySpecs.Length;
            current = KeyRange.One(command.FirstKey, command.KeySpecs[0].Flags);
            return;
        }
        current = KeyRange.Empty;
        if (!command.HasVariableKeyFlags && AllSpecsFit()) return;
        specsUsed = command.KeySpecs.Length;
        KeyHooks.Find(command.KeyHook, request, out current, out following);
    }

    /// <summary>How the command uses the key that <see cref="TryNext"/> found last.</summary>
    public readonly KeyFlags Flags => current.Flags;

    public bool TryNext(out int position)
    {
        while (current.First > current.Last)
            if (!TryNextRange())
            {
                position = 0;
                return false;
            }
        position = current.First;
        current = current with { First = position + current.Step };
        return true;
    }

    bool TryNextRange()
    {
        if (following.First <= following.Last)
        {
            current = following;
            following = KeyRange.Empty;
            return true;
        }
        while (specsUsed < command.KeySpecs.Length)
        {
            var spec = command.KeySpecs[specsUsed++];
            if (Counts(spec) && spec.Find(request, out current) == KeySpecMatch.Found) return true;
        }
        return false;
    }

    readonly bool AllSpecsFit()
    {
        foreach (var spec in command.KeySpecs)
        {
            if (!Counts(spec)) continue;
            var match = spec.Find(request, out _);
            if (match == KeySpecMatch.Invalid) return false;
            if (match == KeySpecMatch.Found && (spec.Flags & KeyFlags.Incomplete) != 0) return false;
        }
        return true;
    }

    readonly bool Counts(KeySpec spec) => spec.IsKey || search == KeySearch.KeysAndShardChannels;
}
