using AotKv.Engine.Catalog;
using AotKv.Memory;
using AotKv.Wire.Numbers;

namespace AotKv.Instance.Acl;

/// <summary>
/// Whether a user's rules let a request run: one of the selectors must allow all of it. Any thread; never allocates
/// where it is allowed.
/// </summary>
public readonly ref struct AccessCheck(UserRules rules, CommandInfo command, Arguments request, int database)
{
    const AclCategories OnKeys = AclCategories.Keyspace | AclCategories.Read | AclCategories.Write;

    readonly UserRules rules = rules;
    readonly CommandInfo command = command;
    readonly Arguments request = request;
    readonly int database = database;

    /// <summary>What is denied, and by which argument: the name's where it is none.</summary>
    public Denial Find(int databaseCount, out int position)
    {
        var denial = Denial.Database;
        position = 0;
        foreach (var selector in rules.Selectors)
        {
            var found = Find(selector, databaseCount, out var at);
            if (found == Denial.None) return Denial.None;
            if (found < denial || found == denial && at <= position) continue;
            denial = found;
            position = at;
        }
        return denial;
    }

    /// <summary>Whether a selector that lets it run also lets every key be read, as SORT's patterns may.</summary>
    public bool MayReadAllKeys(int databaseCount)
    {
        foreach (var selector in rules.Selectors)
            if (selector.ReadsAllKeys && Find(selector, databaseCount, out _) == Denial.None) return true;
        return false;
    }

    Denial Find(Selector selector, int databaseCount, out int position)
    {
        if (!selector.HasAllDatabases && DeniesDatabase(selector, databaseCount, out position)) return Denial.Database;
        position = 0;
        var isForAll = (command.Flags & CommandFlags.NoAuth) != 0;
        if (!isForAll && !selector.Commands.Allow(command, request)) return Denial.Command;
        if (!selector.HasAllChannels && DeniesChannel(selector, out position)) return Denial.Channel;
        position = 0;
        if (selector.HasAllKeys || !command.HasKeys) return Denial.None;
        for (var keys = new KeyFinder(command, request); keys.TryNext(out position);)
            if (!selector.AllowsKey(request[position], KeyPattern.Needed(keys.Flags))) return Denial.Key;
        return Denial.None;
    }

    /// <summary>Who unsubscribes may name any channel.</summary>
    bool DeniesChannel(Selector selector, out int position)
    {
        position = 0;
        if ((command.Flags & CommandFlags.PubSub) == 0) return false;
        var count = command.Name switch
        {
            "subscribe" or "ssubscribe" or "psubscribe" => request.Count,
            "publish" or "spublish" => 2,
            _ => 0,
        };
        for (position = 1; position < count; position++)
            if (!selector.AllowsChannel(request[position], command.Name is "psubscribe")) return true;
        return false;
    }

    bool DeniesDatabase(Selector selector, int databaseCount, out int position)
    {
        position = 0;
        switch (command.Name)
        {
            case "select": return Denies(selector, databaseCount, at: 1, out position);
            case "move": return Denies(selector, databaseCount, at: 2, out position);
            case "swapdb":
                return IsDatabase(1, databaseCount) && IsDatabase(2, databaseCount)
                    && (Denies(selector, databaseCount, at: 1, out position)
                        || Denies(selector, databaseCount, at: 2, out position));
            case "copy":
                return request.Count >= 5 && System.Text.Ascii.EqualsIgnoreCase(request[3], "db"u8)
                    && Denies(selector, databaseCount, at: 4, out _);
        }
        if ((command.Flags & CommandFlags.AllDatabases) != 0)
        {
            for (var each = 0; each < databaseCount; each++)
                if (!selector.AllowsDatabase(each)) return true;
            return false;
        }
        return ((command.Acl & OnKeys) != 0 || command.HasKeys) && !selector.AllowsDatabase(database);
    }

    bool IsDatabase(int at, int databaseCount) =>
        request.Count > at && IntegerText.TryParse(request[at], out var number) && number >= 0
        && number < databaseCount;

    bool Denies(Selector selector, int databaseCount, int at, out int position)
    {
        position = 0;
        if (!IsDatabase(at, databaseCount)) return false;
        IntegerText.TryParse(request[at], out var number);
        if (selector.AllowsDatabase((int)number)) return false;
        position = at;
        return true;
    }
}
