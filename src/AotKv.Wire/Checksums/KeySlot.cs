using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AotKv.Wire.Checksums;

/// <summary>
/// The slot of a key, 0 to 16383, by the rule of the cluster specification: the checksum of the key, or of what is
/// between its first "{" and the next "}" if that is not empty.
/// </summary>
public static class KeySlot
{
    /// <summary>The number of slots.</summary>
    public const int Count = 16384;

    public static int Of(ReadOnlySpan<byte> key) => Crc16.Of(Tag(key)) & (Count - 1);

    /// <summary>The part of a key that its slot depends on.</summary>
    public static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> key) => HasNoTag(key) ? key : TagOf(key);

    /// <summary>
    /// A key of 16 to 32 bytes, as most are, without a brace: its first and its last 16 bytes are looked at, which
    /// overlap.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool HasNoTag(ReadOnlySpan<byte> key)
    {
        if (key.Length - Vector128<byte>.Count is < 0 or > 16) return false;
        var brace = Vector128.Create((byte)'{');
        var first = Vector128.Create(key);
        var last = Vector128.Create(key[^Vector128<byte>.Count..]);
        return (Vector128.Equals(first, brace) | Vector128.Equals(last, brace)) == Vector128<byte>.Zero;
    }

    static ReadOnlySpan<byte> TagOf(ReadOnlySpan<byte> key)
    {
        var open = key.IndexOf((byte)'{');
        if (open < 0) return key;
        var inner = key[(open + 1)..];
        var length = inner.IndexOf((byte)'}');
        return length > 0 ? inner[..length] : key;
    }

    /// <summary>
    /// The slot of every key that the glob <paramref name="pattern"/> can match, or -1 where that is not known to be
    /// one: where a wildcard, a class or an escape stands outside a tag or inside it.
    /// </summary>
    public static int OfPattern(ReadOnlySpan<byte> pattern)
    {
        var special = pattern.IndexOfAny("*?[\\"u8);
        if (special < 0) return Of(pattern);
        // A tag that ends before the first wildcard decides alone.
        var plain = pattern[..special];
        var tag = Tag(plain);
        return tag.Length < plain.Length ? Crc16.Of(tag) & (Count - 1) : -1;
    }
}
