using System.Text;

namespace AotKv.Commands.Connections;

/// <summary>Names that clients give themselves and their libraries.</summary>
static class ClientText
{
    /// <summary>Whether the name can stand in CLIENT LIST: printable ASCII without spaces.</summary>
    public static bool IsValid(ReadOnlySpan<byte> name) => name.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0;

    public static string Decode(ReadOnlySpan<byte> name) => Encoding.Latin1.GetString(name);

    public static byte[] Encode(string name) => Encoding.Latin1.GetBytes(name);
}
