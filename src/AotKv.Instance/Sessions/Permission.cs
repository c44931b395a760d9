using AotKv.Engine.Catalog;
using AotKv.Engine.Transactions;
using AotKv.Instance.Acl;
using AotKv.Instance.Configuration;
using AotKv.Memory;
using AotKv.Wire.Numbers;

namespace AotKv.Instance.Sessions;

/// <summary>
/// Asks a session's user whether a request may run, and notes in the log of denials where it may not. On the
/// connection's core.
/// </summary>
public static class Permission
{
    /// <summary>Whether it may run. Nothing is noted: who is denied asks <see cref="Refusal"/>.</summary>
    public static bool Allows(Session session, CommandInfo command, in Arguments request)
    {
        var rules = session.User.Rules;
        if (rules.IsUnlimited) return true;
        var databases = DatabaseCount(session);
        var check = new AccessCheck(rules, command, request, session.Database);
        return check.Find(databases, out _) == Denial.None && SortRefusal(check, command, request, databases) is null;
    }

    /// <summary>The error for a request that may not run, which is noted; null where it may.</summary>
    public static byte[]? Refusal(Session session, CommandInfo command, in Arguments request, int database)
    {
        var rules = session.User.Rules;
        if (rules.IsUnlimited) return null;
        var databases = DatabaseCount(session);
        var check = new AccessCheck(rules, command, request, database);
        var denial = check.Find(databases, out var position);
        if (denial == Denial.None)
            return session.Queued is null ? SortRefusal(check, command, request, databases) : null;
        Note(session, denial, command, request, position);
        return ByteText.ToBytes($"NOPERM {Words(denial, session.User, command)}");
    }

    /// <summary>What was allowed when it was queued is asked again when it is to run.</summary>
    public static void CheckQueued(Session session, QueuedCommands queued)
    {
        if (session.User.Rules.IsUnlimited) return;
        var databases = DatabaseCount(session);
        var database = session.Database;
        for (var i = 0; i < queued.Count; i++)
        {
            var command = session.Server.Commands[queued.CommandAt(i)];
            var request = queued.ArgumentsAt(i);
            var check = new AccessCheck(session.User.Rules, command, request, database);
            var denial = check.Find(databases, out var position);
            if (denial != Denial.None)
            {
                Note(session, denial, command, request, position);
                queued.Refuse(i, ByteText.ToBytes(ChangedRules + ShortWords(denial)));
            }
            else if (SortRefusal(check, command, request, databases) is { } refusal) queued.Refuse(i, refusal);
            else if (command.Name == "select") database = Selected(session, request, database);
        }
    }

    /// <summary>The database after a SELECT.</summary>
    public static int Selected(Session session, in Arguments select, int before) =>
        IntegerText.TryParse(select[1], out var chosen) && chosen >= 0 && chosen < DatabaseCount(session)
            ? (int)chosen
            : before;

    const string ChangedRules = "NOPERM ACLs rules changed between the moment the transaction was accumulated and the "
        + "EXEC call. This command is no longer allowed for the following reason: ";

    static string ShortWords(Denial denial) => denial switch
    {
        Denial.Database => "no permission",
        Denial.Key => "no permission to touch the specified keys",
        Denial.Channel => "no permission to access one of the channels used as arguments",
        _ => "no permission to execute the command or subcommand",
    };

    static int DatabaseCount(Session session) => (int)session.Server.Configuration.Current.Databases;

    static string Words(Denial denial, User user, CommandInfo command) => denial switch
    {
        Denial.Database => "No permissions to access database",
        Denial.Key => "No permissions to access a key",
        Denial.Channel => "No permissions to access a channel",
        _ => $"User {user.Name} has no permissions to run the '{command.Name}' command",
    };

    /// <summary>The same with the names in it, as ACL DRYRUN answers.</summary>
    public static string LongWords(Denial denial, User user, CommandInfo command, string argument) => denial switch
    {
        Denial.Database => $"User {user.Name} has no permissions to access database {argument}",
        Denial.Key => $"User {user.Name} has no permissions to access the '{argument}' key",
        Denial.Channel => $"User {user.Name} has no permissions to access the '{argument}' channel",
        _ => Words(denial, user, command),
    };

    /// <summary>The patterns of BY and GET reach keys that no rule can be held against.</summary>
    static byte[]? SortRefusal(
        in AccessCheck check, CommandInfo command, in Arguments request, int databases)
    {
        if (command.KeyHook is not (KeyHook.Sort or KeyHook.SortReadOnly)) return null;
        for (var i = 2; i + 1 < request.Count; i++)
        {
            var isBy = System.Text.Ascii.EqualsIgnoreCase(request[i], "by"u8) && request[i + 1].Contains((byte)'*');
            var isGet = System.Text.Ascii.EqualsIgnoreCase(request[i], "get"u8);
            if (System.Text.Ascii.EqualsIgnoreCase(request[i], "limit"u8)) i++;
            if (!isBy && !isGet) continue;
            if (check.MayReadAllKeys(databases)) return null;
            return isBy
                ? "ERR BY option of SORT denied due to insufficient ACL permissions."u8.ToArray()
                : "ERR GET option of SORT denied due to insufficient ACL permissions."u8.ToArray();
        }
        return null;
    }

    static void Note(Session session, Denial denial, CommandInfo command, in Arguments request, int position)
    {
        session.Server.Statistics.CountDenial(denial);
        var reason = denial switch
        {
            Denial.Database => "database",
            Denial.Key => "key",
            Denial.Channel => "channel",
            _ => "command",
        };
        var isNamed = denial == Denial.Command || position == 0;
        Log(session, reason, isNamed ? command.Name : ByteText.FromBytes(request[position]), session.User.Name);
    }

    /// <summary>Somebody was not who they said.</summary>
    public static void NoteAuthentication(Session session, string command, string user)
    {
        session.Server.Statistics.CountFailedAuthentication();
        Log(session, "auth", command, user);
    }

    static void Log(Session session, string reason, string what, string user)
    {
        var server = session.Server;
        var now = server.Clock.UnixMicroseconds / 1000;
        var entry = new AccessLogEntry
        {
            Reason = reason,
            Context = session.Queued is null ? "toplevel" : "multi",
            Object = what,
            User = user,
            Client = ClientLine.ForLog(session, now),
            CreatedAt = now,
            UpdatedAt = now,
        };
        server.AccessLog.Add(entry, server.Configuration.Current.AclLogMaxLen);
    }
}
