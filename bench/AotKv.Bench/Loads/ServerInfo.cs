using System.Globalization;
using AotKv.Loopback;

namespace AotKv.Bench.Loads;

/// <summary>Fields of INFO.</summary>
static class ServerInfo
{
    public static long Number(RespConnection client, string section, string field) =>
        Find(client, section, field) ?? throw new InvalidDataException($"INFO {section} shows no {field}.");

    /// <summary>Of a field that not every server has.</summary>
    public static long NumberOrZero(RespConnection client, string section, string field) =>
        Find(client, section, field) ?? 0;

    static long? Find(RespConnection client, string section, string field)
    {
        foreach (var line in client.Call("INFO", section).Text.Split("\r\n"))
            if (line.StartsWith(field, StringComparison.Ordinal) && line[field.Length] == ':')
                return long.Parse(line[(field.Length + 1)..], CultureInfo.InvariantCulture);
        return null;
    }

    public static long UsedMemory(RespConnection client) => Number(client, "memory", "used_memory");
}
