using System.Text;

namespace AotKv.Linearizability;

/// <summary>
/// Replies as short text: OK, 5, "a bulk string", nil, [an, array], -ERR and what follows. Nulls of both kinds are nil.
/// </summary>
public static class ReplyText
{
    /// <summary>Reads one RESP2 reply from the front of bytes; false where it is not whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out int used, out string text)
    {
        used = 0;
        text = "";
        var end = bytes.IndexOf("\r\n"u8);
        if (end < 0) return false;
        var rest = Encoding.Latin1.GetString(bytes[1..end]);
        var head = end + 2;
        switch (bytes[0])
        {
            case (byte)'+' or (byte)':':
                text = rest;
                break;
            case (byte)'-':
                text = "-" + rest;
                break;
            case (byte)'$':
                var length = int.Parse(rest);
                if (length >= 0)
                {
                    if (bytes.Length < head + length + 2) return false;
                    text = Bulk(Encoding.Latin1.GetString(bytes.Slice(head, length)));
                    head += length + 2;
                }
                else text = Nil;
                break;
            case (byte)'*':
                if (!TryReadArray(bytes, int.Parse(rest), ref head, out text)) return false;
                break;
            default:
                throw new InvalidDataException($"No reply opens like this: {(char)bytes[0]}{rest}");
        }
        used = head;
        return true;
    }

    public const string Nil = "nil";

    public static string Bulk(string? value) => value is null ? Nil : $"\"{value}\"";

    public static string Array(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>An array whose elements, which have no commas, stand in the order of their bytes.</summary>
    public static string Sorted(string array) => array is ['[', .. var inner, ']'] && inner != ""
        ? Array(inner.Split(", ").Order(StringComparer.Ordinal)) : array;

    static bool TryReadArray(ReadOnlySpan<byte> bytes, int count, ref int position, out string text)
    {
        text = Nil;
        if (count < 0) return true;
        var items = new string[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(bytes[position..], out var used, out items[i])) return false;
            position += used;
        }
        text = Array(items);
        return true;
    }
}
