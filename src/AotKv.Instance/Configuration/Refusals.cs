using System.Net;
using System.Net.Sockets;

namespace AotKv.Instance.Configuration;

/// <summary>Checks of texts. Each answers the reason for which it refuses one, in Valkey's words, or null.</summary>
static class Refusals
{
    const int HostNameMax = 256;
    const int HashSeedMax = 256;

    public static string? EmptyClusterFile(string text) =>
        text.Length == 0 ? "cluster-config-file can't be empty" : null;

    public static string? NotADbFileName(string text) => NotAName(text, "dbfilename", "filename");

    public static string? NotAnAppendFileName(string text) => NotAName(text, "appendfilename", "filename");

    public static string? NotAnAppendDirName(string text) => NotAName(text, "appenddirname", "dirname");

    public static string? NotIpV4(string text) =>
        text.Length == 0 || IsAddress(text, AddressFamily.InterNetwork) ? null : "Invalid IPv4 address";

    public static string? NotIpV6(string text) =>
        text.Length == 0 || IsAddress(text, AddressFamily.InterNetworkV6) ? null : "Invalid IPv6 address";

    public static string? NotAHostName(string text)
    {
        if (text.Length >= HostNameMax) return "Hostnames must be less than 256 characters";
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
                return "Hostnames may only contain alphanumeric characters, hyphens or dots";
        }

        return null;
    }

    public static string? NotANodeName(string text) => text.AsSpan().ContainsAny("!#$%&()*+;<>?@[]^{|}~")
        ? "Announced human node name contained invalid character"
        : null;

    public static string? NotATitleTemplate(string text) =>
        ProcessTitle.TryExpand(text, default, out var title) && title.Length > 0
            ? null
            : "template format is invalid or contains unknown variables";

    public static string? SeedTooLong(string text) =>
        text.Length > HashSeedMax ? "hash-seed must be less than or equal to 256 characters" : null;

    static string? NotAName(string text, string directive, string noun)
    {
        if (text.Length == 0) return $"{directive} can't be empty";
        return text.Contains('/') || text.Contains('\\') ? $"{directive} can't be a path, just a {noun}" : null;
    }

    // IPAddress reads "1.2.3" as C's inet_aton does; inet_pton, which Valkey uses, wants four numbers.
    static bool IsAddress(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family && !text.Contains('%')
        && (family == AddressFamily.InterNetworkV6 || address.ToString() == text);
}
