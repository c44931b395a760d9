using System.Globalization;
using AotKv.Loopback;

namespace AotKv.Bench.Loads;

/// <summary>Fields of INFO.</summary>
static class ServerInfo
{
    public static long Number(RespConnection client, string section, string field)
    {
        foreach (var line in client.Call("INFO", section).Text.Split("\r\n"))
            if (line.StartsWith(field, StringComparison.Ordinal) && line[field.Length] == ':')
                return long.Parse(line[(field.Length + 1)..], CultureInfo.InvariantCulture);
        throw new InvalidDataException($"INFO {section} shows no {field}.");
    }

    public static long UsedMemory(RespConnection client) => Number(client, "memory", "used_memory");
}
