using AotKv.Engine;
using AotKv.Memory;
using AotKv.Values;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Sorting;

/// <summary>
/// A pattern of SORT's BY and GET: the element stands in for its first star, and the key that results is read, or with
/// "->" a field of the hash there. "#" is the element itself.
/// </summary>
readonly ref struct KeyPattern
{
    readonly ReadOnlySpan<byte> before;
    readonly ReadOnlySpan<byte> after;
    readonly ReadOnlySpan<byte> field;

    public KeyPattern(ReadOnlySpan<byte> pattern)
    {
        IsElement = pattern.SequenceEqual("#"u8);
        var star = pattern.IndexOf((byte)'*');
        HasStar = star >= 0;
        if (!HasStar) return;
        before = pattern[..star];
        after = pattern[(star + 1)..];
        var arrow = after.IndexOf("->"u8);
        if (arrow < 0 || arrow + 2 == after.Length) return;
        field = after[(arrow + 2)..];
        after = after[..arrow];
    }

    public bool IsElement { get; }

    /// <summary>Whether a place for the element was given; without one nothing is found.</summary>
    public bool HasStar { get; }

    /// <summary>Appends the value for an element to <paramref name="found"/>; false where there is none.</summary>
    public bool TryRead(
        in Call call, in KeyspaceReader keys, scoped ReadOnlySpan<byte> element, ref NativeList<byte> found)
    {
        if (IsElement)
        {
            found.AddRange(element);
            return true;
        }
        if (!HasStar) return false;
        var name = default(NativeList<byte>);
        name.AddRange(before);
        name.AddRange(element);
        name.AddRange(after);
        var key = call.KeyOf(name.Span);
        var isFound = field.IsEmpty ? TryReadString(keys, key, ref found) : TryReadField(call, keys, key, ref found);
        name.Dispose();
        return isFound;
    }

    static bool TryReadString(in KeyspaceReader keys, scoped in Key key, ref NativeList<byte> found)
    {
        if (keys.FindString(key, out var value) != Lookup.Found) return false;
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        found.AddRange(value.View(scratch));
        return true;
    }

    bool TryReadField(in Call call, in KeyspaceReader keys, scoped in Key key, ref NativeList<byte> found)
    {
        if (keys.Find<HashValue>(key, out var hash) != Lookup.Found) return false;
        if (!hash.TryGet(field, call.Now, out var value)) return false;
        Span<byte> scratch = stackalloc byte[Values.ListPacks.ListPackItem.ScratchBytes];
        found.AddRange(value.AsSpan(scratch));
        return true;
    }
}
