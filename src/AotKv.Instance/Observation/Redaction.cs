using System.Text;
using AotKv.Engine;
using AotKv.Instance.Configuration;

namespace AotKv.Instance.Observation;

/// <summary>Which arguments neither the command logs nor MONITOR may show: passwords and their like.</summary>
public static class Redaction
{
    public static ReadOnlySpan<byte> Text => "(redacted)"u8;

    /// <summary>Whether the argument at <paramref name="index"/> must not be shown.</summary>
    public static bool Hides(in Call call, string command, int index, Configuration.Configuration configuration) =>
        command switch
        {
            "auth" => index >= 1,
            "hello" => FollowsWord(call, index, "AUTH"u8, count: 2),
            "migrate" => FollowsWord(call, index, "AUTH"u8, count: 1) || FollowsWord(call, index, "AUTH2"u8, count: 2),
            "config|set" => index >= 3 && index % 2 == 1 &&
                configuration.IsSensitive(ByteText.FromBytes(call[index - 1])),
            "acl|setuser" or "acl|deluser" or "acl|getuser" => index >= 2,
            _ => false,
        };

    static bool FollowsWord(in Call call, int index, ReadOnlySpan<byte> word, int count)
    {
        for (var i = Math.Max(1, index - count); i < index; i++)
            if (Ascii.EqualsIgnoreCase(call[i], word)) return true;
        return false;
    }
}
