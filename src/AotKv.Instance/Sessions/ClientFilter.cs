using System.Text;
using AotKv.Engine;

namespace AotKv.Instance.Sessions;

/// <summary>
/// Which clients CLIENT LIST shows or CLIENT KILL closes: pairs of a field and a value, each of which may be negated
/// by NOT-. A client must pass all of them.
/// </summary>
public sealed class ClientFilter
{
    readonly List<Func<Session, long, bool>> tests = [];

    /// <summary>SKIPME's value, or null where it was not given.</summary>
    public bool? SkipsCaller { get; private set; }

    /// <summary>Whether the filter names clients by id alone.</summary>
    public bool IsEmpty => tests.Count == 0;

    /// <summary>Reads the options from <paramref name="at"/> on. Null, or the error reply.</summary>
    public string? Read(in Call call, int at)
    {
        while (at < call.Count)
        {
            var name = Encoding.Latin1.GetString(call[at]).ToUpperInvariant();
            if (at + 1 >= call.Count) return "ERR syntax error";
            var negated = name.StartsWith("NOT-", StringComparison.Ordinal);
            if (negated) name = name[4..];
            if (name == "ID")
            {
                if (ReadIds(call, ref at, negated) is { } error) return error;
                continue;
            }
            var value = Encoding.Latin1.GetString(call[at + 1]);
            at += 2;
            if (ReadPair(name, value, negated) is { } refusal) return refusal;
        }
        return null;
    }

    string? ReadIds(in Call call, ref int at, bool negated)
    {
        var ids = new HashSet<long>();
        at++;
        while (at < call.Count && long.TryParse(Encoding.Latin1.GetString(call[at]), out var id))
        {
            if (id <= 0) return "ERR client-id should be greater than 0";
            ids.Add(id);
            at++;
        }
        if (ids.Count == 0) return "ERR syntax error";
        Add((session, _) => ids.Contains(session.Id), negated);
        return null;
    }

    string? ReadPair(string name, string value, bool negated)
    {
        switch (name)
        {
            case "ADDR": Add((session, _) => session.Host.PeerAddress == value, negated); return null;
            case "LADDR": Add((session, _) => session.Host.LocalAddress == value, negated); return null;
            case "IP": Add((session, _) => IpOf(session) == value, negated); return null;
            case "NAME": Add((session, _) => session.Name == value, negated); return null;
            case "LIB-NAME": Add((session, _) => session.LibraryName == value, negated); return null;
            case "LIB-VER": Add((session, _) => session.LibraryVersion == value, negated); return null;
            case "FLAGS": Add((session, _) => value.All(ClientLine.Flags(session).Contains), negated); return null;
            case "CAPA":
                Add((session, _) => value.All(flag => flag == 'r' && session.CanRedirect), negated);
                return null;
            case "TYPE": return ReadType(value, negated);
            case "USER": return ReadUser(value, negated);
            case "SKIPME": return ReadSkip(value);
            case "MAXAGE" or "IDLE" or "DB": return ReadNumber(name, value, negated);
            default: return "ERR syntax error";
        }
    }

    string? ReadType(string value, bool negated)
    {
        switch (value.ToLowerInvariant())
        {
            case "normal": Add((_, _) => true, negated); return null;
            case "master" or "primary" or "slave" or "replica" or "pubsub": Add((_, _) => false, negated); return null;
            default: return $"ERR Unknown client type '{value}'";
        }
    }

    string? ReadUser(string value, bool negated)
    {
        if (value != "default") return $"ERR No such user '{value}'";
        Add((_, _) => true, negated);
        return null;
    }

    string? ReadSkip(string value)
    {
        if (value.Equals("yes", StringComparison.OrdinalIgnoreCase)) SkipsCaller = true;
        else if (value.Equals("no", StringComparison.OrdinalIgnoreCase)) SkipsCaller = false;
        else return "ERR syntax error";
        return null;
    }

    string? ReadNumber(string name, string value, bool negated)
    {
        if (!long.TryParse(value, out var number))
            return $"ERR {(name == "DB" ? name : name.ToLowerInvariant())} is not an integer or out of range";
        if (name != "DB" && number <= 0) return $"ERR {name.ToLowerInvariant()} should be greater than 0";
        if (name == "MAXAGE") Add((session, now) => (now - session.CreatedAt) / 1000 >= number, negated);
        else if (name == "IDLE") Add((session, now) => (now - session.LastActiveAt) / 1000 >= number, negated);
        else Add((session, _) => session.Database == number, negated);
        return null;
    }

    void Add(Func<Session, long, bool> test, bool negated) =>
        tests.Add(negated ? (session, now) => !test(session, now) : test);

    static string IpOf(Session session)
    {
        var address = session.Host.PeerAddress;
        var port = address.LastIndexOf(':');
        return port < 0 ? address : address[..port].Trim('[', ']');
    }

    public bool Matches(Session session, long now) => tests.TrueForAll(test => test(session, now));
}
