using System.Text;
using AotKv.Values;

namespace AotKv.Commands.Keys;

/// <summary>The types of values by the names clients know.</summary>
static class TypeName
{
    public static ReadOnlySpan<byte> Of(RecordType type) => type switch
    {
        RecordType.String => "string"u8,
        RecordType.List => "list"u8,
        RecordType.Set => "set"u8,
        RecordType.SortedSet => "zset"u8,
        RecordType.Hash => "hash"u8,
        _ => "stream"u8,
    };

    /// <summary>The type of this name, in any case of its letters.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out RecordType type)
    {
        for (type = RecordType.String; type <= RecordType.Stream; type++)
            if (Ascii.EqualsIgnoreCase(name, Of(type))) return true;
        return false;
    }
}
