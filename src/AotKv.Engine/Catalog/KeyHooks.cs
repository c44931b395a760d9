using System.Text;
using AotKv.Memory;

namespace AotKv.Engine.Catalog;

/// <summary>Finds the keys that key specs cannot, as <see cref="KeyHook"/> describes. Stateless.</summary>
static class KeyHooks
{
    const KeyFlags Read = KeyFlags.RO | KeyFlags.Access;
    const KeyFlags Overwrite = KeyFlags.OW | KeyFlags.Update;

    /// <summary>At most two ranges; those that are not there are empty.</summary>
    public static void Find(KeyHook hook, in Arguments request, out KeyRange first, out KeyRange second)
    {
        second = KeyRange.Empty;
        first = hook switch
        {
            KeyHook.Set => KeyRange.One(1, Contains(request, "GET"u8, from: 3)
                ? KeyFlags.RW | KeyFlags.Access | KeyFlags.Update : Overwrite),
            KeyHook.BitField => KeyRange.One(1, IsReadOnlyBitField(request)
                ? Read : KeyFlags.RW | KeyFlags.Access | KeyFlags.Update),
            KeyHook.Sort or KeyHook.SortReadOnly => KeyRange.One(1, Read),
            KeyHook.Migrate => MigratedKeys(request),
            KeyHook.GeoRadius => KeyRange.One(1, KeyFlags.None),
            _ => KeyRange.Empty,
        };
        if (hook == KeyHook.Sort && LastSortDestination(request) is > 0 and var sorted)
            second = KeyRange.One(sorted, Overwrite);
        if (hook == KeyHook.GeoRadius && LastGeoDestination(request) is > 0 and var found)
            second = KeyRange.One(found, KeyFlags.None);
    }

    static bool Is(ReadOnlySpan<byte> argument, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(argument, word);

    static bool Contains(in Arguments request, ReadOnlySpan<byte> word, int from)
    {
        for (var i = from; i < request.Count; i++)
            if (Is(request[i], word)) return true;
        return false;
    }

    static bool IsReadOnlyBitField(in Arguments request)
    {
        for (var i = 2; i < request.Count; i++)
        {
            var left = request.Count - i - 1;
            if (Is(request[i], "GET"u8) && left >= 2) i += 2;
            else if (Is(request[i], "OVERFLOW"u8) && left >= 1) i += 1;
            else return false;
        }
        return true;
    }

    static int LastSortDestination(in Arguments request)
    {
        var destination = 0;
        for (var i = 2; i < request.Count; i++)
        {
            if (Is(request[i], "LIMIT"u8)) i += 2;
            else if (Is(request[i], "GET"u8) || Is(request[i], "BY"u8)) i += 1;
            else if (Is(request[i], "STORE"u8) && i + 1 < request.Count) destination = i + 1;
        }
        return destination;
    }

    /// <summary>Whether SORT reads keys that are no arguments: by a BY or GET with a star in its pattern.</summary>
    public static bool HasSortPattern(in Arguments request)
    {
        for (var i = 2; i + 1 < request.Count; i++)
        {
            if (Is(request[i], "LIMIT"u8)) i += 2;
            else if (Is(request[i], "STORE"u8)) i += 1;
            else if (Is(request[i], "GET"u8) || Is(request[i], "BY"u8))
            {
                if (request[++i].Contains((byte)'*')) return true;
            }
        }
        return false;
    }

    static int LastGeoDestination(in Arguments request)
    {
        var destination = 0;
        for (var i = 5; i + 1 < request.Count; i++)
            if (Is(request[i], "STORE"u8) || Is(request[i], "STOREDIST"u8)) destination = ++i;
        return destination;
    }

    static KeyRange MigratedKeys(in Arguments request)
    {
        const KeyFlags Moved = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete;
        for (var i = 6; i < request.Count; i++)
        {
            if (Is(request[i], "KEYS"u8))
                return request[3].Length > 0 ? KeyRange.Empty : new(i + 1, request.Count - 1, Step: 1, Moved);
            if (Is(request[i], "AUTH"u8)) i += 1;
            else if (Is(request[i], "AUTH2"u8)) i += 2;
        }
        return request.Count > 3 ? KeyRange.One(3, Moved) : KeyRange.Empty;
    }
}
