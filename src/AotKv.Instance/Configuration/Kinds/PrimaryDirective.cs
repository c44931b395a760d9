namespace AotKv.Instance.Configuration;

/// <summary>replicaof: host and port of the primary, or `no one`.</summary>
public sealed class PrimaryDirective(string name) : Directive<PrimaryEndpoint>(name, PrimaryEndpoint.None)
{
    internal override bool TryRead(
        string[] words, in Reading reading, out PrimaryEndpoint value, out string reason)
    {
        value = PrimaryEndpoint.None;
        reason = "wrong number of arguments";
        if (words.Length != 2) return false;
        if (words[0].Equals("no", StringComparison.OrdinalIgnoreCase)
            && words[1].Equals("one", StringComparison.OrdinalIgnoreCase)) return true;
        reason = "Invalid primary port";
        if (!NumberText.TryReadLoose(words[1], out var port) || port is < 0 or > 65535) return false;
        value = new PrimaryEndpoint(words[0], (int)port);
        return true;
    }

    internal override string Show(PrimaryEndpoint value) => value.Host is "" ? "" : $"{value.Host} {value.Port}";

    internal override void Rewrite(PrimaryEndpoint value, RewrittenFile file)
    {
        if (value.Host is "") file.Drop(Name);
        else file.Write(Name, $"{Name} {Show(value)}", LineNeed.Always);
    }
}
