using System.Text;

namespace AotKv.Instance.Configuration;

/// <summary>
/// Byte text: a string with one char a byte (Latin-1). The configuration keeps all values so, because a password
/// or a path is bytes to Valkey, and they must come back unchanged. Paths go through <see cref="ToPath"/>.
/// </summary>
public static class ByteText
{
    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static byte[] ToBytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>From text that .NET decoded as UTF-8, such as an argument of the process.</summary>
    public static string FromUnicode(string text) => FromBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>To what .NET's file functions take.</summary>
    public static string ToPath(string text) => Encoding.UTF8.GetString(ToBytes(text));
}
