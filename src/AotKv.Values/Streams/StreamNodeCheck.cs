using AotKv.Values.ListPacks;

namespace AotKv.Values.Streams;

/// <summary>
/// Whether bytes that came from outside are a node's listpack: every entry whole, and as many as its front says, at
/// least one. Stricter than Valkey, which counts live and deleted ones together. Lives on the stack.
/// </summary>
ref struct StreamNodeCheck
{
    readonly ListPack pack;
    int position;

    StreamNodeCheck(ReadOnlySpan<byte> listPack)
    {
        pack = new(listPack);
        position = pack.First;
    }

    /// <summary>Checks a node's bytes and counts the entries that are not deleted.</summary>
    public static bool IsSound(ReadOnlySpan<byte> listPack, out long live)
    {
        live = 0;
        if (!ListPackCheck.IsSound(listPack)) return false;
        var check = new StreamNodeCheck(listPack);
        if (!check.TryReadFront(out var liveClaimed, out var deletedClaimed, out var fields)) return false;
        var deleted = 0L;
        do
        {
            if (!check.TryReadEntry(fields, out var isDeleted)) return false;
            if (isDeleted) deleted++;
            else live++;
        }
        while (check.position != 0);
        return live == liveClaimed && deleted == deletedClaimed;
    }

    bool TryReadFront(out long live, out long deleted, out long fields)
    {
        deleted = fields = 0;
        return TryReadInteger(out live) && TryReadInteger(out deleted)
            && TryReadInteger(out fields) && TrySkip(fields)
            && TryReadInteger(out var end) && end == 0;
    }

    bool TryReadEntry(long sharedFields, out bool isDeleted)
    {
        isDeleted = false;
        var start = position;
        if (!TryReadInteger(out var flags) || !TryReadInteger(out _) || !TryReadInteger(out _)) return false;
        // The flags take a byte and their length another: a mark of deletion is written over them.
        const long FlagsMax = StreamNodeReader.DeletedFlag | StreamNodeReader.SameFieldsFlag;
        if (flags is < 0 or > FlagsMax || pack.After(start) != start + 2) return false;
        isDeleted = (flags & StreamNodeReader.DeletedFlag) != 0;
        long items;
        if ((flags & StreamNodeReader.SameFieldsFlag) != 0)
        {
            items = sharedFields + 3;
            if (!TrySkip(sharedFields)) return false;
        }
        else
        {
            if (!TryReadInteger(out var fields) || fields is < 0 or > int.MaxValue) return false;
            items = fields * 2 + 4;
            if (!TrySkip(fields * 2)) return false;
        }
        return TryReadInteger(out var claimed) && claimed == items;
    }

    bool TryReadInteger(out long integer)
    {
        integer = 0;
        if (position == 0) return false;
        var item = pack.Read(position);
        integer = item.Integer;
        position = pack.Next(position);
        return item.IsInteger;
    }

    bool TrySkip(long items)
    {
        if (items < 0) return false;
        for (; items > 0; items--)
        {
            if (position == 0) return false;
            position = pack.Next(position);
        }
        return true;
    }
}
