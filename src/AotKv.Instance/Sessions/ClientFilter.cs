using System.Globalization;
using System.Text;
using AotKv.Engine;

namespace AotKv.Instance.Sessions;

/// <summary>
/// Which clients CLIENT LIST shows or CLIENT KILL closes: pairs of a field and a value, each of which may be negated
/// by NOT-. A client must pass all of them; of a field that is given twice, the last value counts, but ids add up.
/// </summary>
public sealed class ClientFilter(ServerInstance server)
{
    const string FlagLetters = "OSMPxbtRBdcuAUreTIiEN";

    readonly Dictionary<string, Func<Session, long, bool>> tests = [];
    readonly Dictionary<string, HashSet<long>> ids = [];

    /// <summary>SKIPME's value, or null where it was not given.</summary>
    public bool? SkipsCaller { get; private set; }

    /// <summary>Reads the options from <paramref name="at"/> on. Null, or the error reply.</summary>
    public string? Read(in Call call, int at)
    {
        while (at < call.Count)
        {
            var name = Encoding.Latin1.GetString(call[at]).ToUpperInvariant();
            if (name is "ID" or "NOT-ID")
            {
                if (ReadIds(name, call, ref at) is { } error) return error;
                continue;
            }
            if (at + 1 >= call.Count) return "ERR syntax error";
            var value = Encoding.Latin1.GetString(call[at + 1]);
            at += 2;
            if (ReadPair(name, value) is { } refusal) return refusal;
        }
        return null;
    }

    /// <summary>All numbers that follow; none at all lets no client pass, or every one.</summary>
    string? ReadIds(string name, in Call call, ref int at)
    {
        if (!ids.TryGetValue(name, out var wanted)) ids[name] = wanted = [];
        at++;
        while (at < call.Count && Wire.Numbers.IntegerText.TryParse(call[at], out var id))
        {
            if (id < 1) return "ERR client-id should be greater than 0";
            wanted.Add(id);
            at++;
        }
        Add(name, (session, _) => wanted.Contains(session.Id));
        return null;
    }

    string? ReadPair(string name, string value)
    {
        var field = name.StartsWith("NOT-", StringComparison.Ordinal) ? name[4..] : name;
        switch (field)
        {
            case "ADDR": Add(name, (session, _) => session.Host.PeerAddress == value); return null;
            case "LADDR": Add(name, (session, _) => session.Host.LocalAddress == value); return null;
            case "IP": Add(name, (session, _) => HasIp(session, value)); return null;
            case "NAME": Add(name, (session, _) => session.Name.Length > 0 && session.Name == value); return null;
            case "LIB-NAME":
                Add(name, (session, _) => session.LibraryName.Length > 0 && session.LibraryName == value);
                return null;
            case "LIB-VER":
                Add(name, (session, _) => session.LibraryVersion.Length > 0 && session.LibraryVersion == value);
                return null;
            case "FLAGS": return ReadFlags(name, value);
            case "CAPA": return ReadCapabilities(name, value);
            case "TYPE": return ReadType(name, value);
            case "USER": return ReadUser(name, value);
            case "DB": return ReadDatabase(name, value);
            default: return ReadRest(name, value);
        }
    }

    /// <summary>The fields that cannot be negated.</summary>
    string? ReadRest(string name, string value)
    {
        switch (name)
        {
            case "SKIPME" when value.Equals("yes", StringComparison.OrdinalIgnoreCase): SkipsCaller = true; return null;
            case "SKIPME" when value.Equals("no", StringComparison.OrdinalIgnoreCase): SkipsCaller = false; return null;
            case "MAXAGE" or "IDLE": return ReadSeconds(name, value);
            default: return "ERR syntax error";
        }
    }

    string? ReadFlags(string name, string value)
    {
        if (!value.All(FlagLetters.Contains)) return UnknownLetters("flags", name, value);
        Add(name, (session, _) => value.All(ClientLine.Flags(session).Contains));
        return null;
    }

    string? ReadCapabilities(string name, string value)
    {
        if (!value.All(letter => letter == 'r')) return UnknownLetters("capa", name, value);
        Add(name, (session, _) => value.Length == 0 || session.CanRedirect);
        return null;
    }

    static string UnknownLetters(string what, string name, string value) =>
        name.StartsWith("NOT-", StringComparison.Ordinal)
            ? $"ERR Unknown {what} found in the {name} filter: {value}"
            : $"ERR Unknown {what} found in the provided filter: {value}";

    string? ReadType(string name, string value)
    {
        switch (value.ToLowerInvariant())
        {
            case "normal": Add(name, (session, _) => !session.IsSubscriber); return null;
            case "pubsub": Add(name, (session, _) => session.IsSubscriber); return null;
            case "master" or "primary" or "slave" or "replica": Add(name, (_, _) => false); return null;
            default: return $"ERR Unknown client type '{value}'";
        }
    }

    string? ReadUser(string name, string value)
    {
        if (server.Users.Find(value) is not { } user) return $"ERR No such user '{value}'";
        Add(name, (session, _) => session.User == user);
        return null;
    }

    string? ReadDatabase(string name, string value)
    {
        var databases = server.Configuration.Current.Databases;
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var database))
            return $"ERR {name} is not an integer or out of range";
        if (database < 0 || database >= databases) return $"ERR {name} number should be between 0 and {databases - 1}";
        Add(name, (session, _) => session.Database == database);
        return null;
    }

    string? ReadSeconds(string name, string value)
    {
        var shown = name.ToLowerInvariant();
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            return $"ERR {shown} is not an integer or out of range";
        if (seconds <= 0) return $"ERR {shown} should be greater than 0";
        if (name == "MAXAGE") Add(name, (session, now) => (now - session.CreatedAt) / 1000 >= seconds);
        else Add(name, (session, now) => (now - session.LastActiveAt) / 1000 >= seconds);
        return null;
    }

    void Add(string name, Func<Session, long, bool> test)
    {
        var isNegated = name.StartsWith("NOT-", StringComparison.Ordinal);
        tests[name] = isNegated ? (session, now) => !test(session, now) : test;
    }

    static bool HasIp(Session session, string ip)
    {
        var address = session.Host.PeerAddress;
        var port = address.LastIndexOf(':');
        return port >= 0 && !address.EndsWith(":0", StringComparison.Ordinal) && address[..port].Trim('[', ']') == ip;
    }

    public bool Matches(Session session, long now)
    {
        foreach (var test in tests.Values)
            if (!test(session, now)) return false;
        return true;
    }
}
