using System.Text;

namespace AotKv.Instance.Configuration;

/// <summary>Expands proc-title-template. `{{` is a brace; variables are known by name only.</summary>
public static class ProcessTitle
{
    /// <summary>False where the template is broken, or names what is not known.</summary>
    public static bool TryExpand(string template, in ProcessTitleParts parts, out string title)
    {
        var built = new StringBuilder();
        title = "";
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '{')
            {
                built.Append(template[at]);
                continue;
            }

            if (at + 1 < template.Length && template[at + 1] == '{')
            {
                built.Append(template[at++]);
                continue;
            }

            var end = template.IndexOf('}', at);
            if (end < 0 || !TryFind(template[(at + 1)..end], parts, out var part)) return false;
            built.Append(part);
            at = end;
        }

        title = built.ToString().Trim(' ');
        return true;
    }

    static bool TryFind(string variable, in ProcessTitleParts parts, out string part)
    {
        part = variable switch
        {
            "title" => parts.Title ?? "",
            "listen-addr" => parts.ListenAddress ?? "*:6379",
            "server-mode" => parts.ServerMode ?? "",
            "port" => parts.Port ?? "6379",
            "tls-port" => parts.TlsPort ?? "0",
            "unixsocket" => parts.UnixSocket ?? "",
            "config-file" => parts.ConfigurationFile ?? "",
            _ => null!,
        };
        return part is not null;
    }
}
