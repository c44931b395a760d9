using AotKv.Memory;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Streams;

/// <summary>
/// Reads a node of a stream. Its listpack is Valkey's, for it stands as it is in RDB files: first the number of
/// entries, of deleted ones and of fields, the fields' names and a 0; then the entries, each with flags, both parts of
/// its id counted from the node's, fields where they are not those at the front, values, and how many items it took.
/// </summary>
readonly ref struct StreamNodeReader
{
    /// <summary>The entry is deleted; its bytes stay until the node goes.</summary>
    public const int DeletedFlag = 1;

    /// <summary>The entry's fields are those at the node's front.</summary>
    public const int SameFieldsFlag = 2;

    readonly ListPack pack;
    readonly StreamId id;

    public StreamNodeReader(scoped in StreamNode node)
    {
        pack = new(node.Block);
        id = node.Id;
        CountPosition = pack.First;
        DeletedPosition = pack.After(CountPosition);
        var position = pack.After(DeletedPosition);
        FieldCount = (int)pack.Read(position).Integer;
        FieldsStart = position = pack.After(position);
        for (var i = 0; i <= FieldCount; i++) position = pack.After(position);
        EntriesStart = position;
    }

    public readonly int CountPosition;
    public readonly int DeletedPosition;
    public readonly int FieldCount;
    public readonly int FieldsStart;

    /// <summary>Where the first entry begins.</summary>
    public readonly int EntriesStart;

    /// <summary>Where an entry after the last would begin.</summary>
    public int End => pack.EndPosition;

    public int Count => (int)pack.Read(CountPosition).Integer;

    public int Deleted => (int)pack.Read(DeletedPosition).Integer;

    /// <summary>The entry at a position, deleted or not.</summary>
    public StreamEntry Read(int position)
    {
        var flags = (int)pack.Read(position).Integer;
        var at = pack.After(position);
        var milliseconds = id.Milliseconds + (ulong)pack.Read(at).Integer;
        at = pack.After(at);
        var sequence = id.Sequence + (ulong)pack.Read(at).Integer;
        at = pack.After(at);
        var isSame = (flags & SameFieldsFlag) != 0;
        var fields = FieldCount;
        if (!isSame)
        {
            fields = (int)pack.Read(at).Integer;
            at = pack.After(at);
        }
        return new(pack, new(milliseconds, sequence))
        {
            Position = position,
            IsDeleted = (flags & DeletedFlag) != 0,
            FieldCount = fields,
            FieldsAt = isSame ? FieldsStart : 0,
            ValuesAt = at,
        };
    }

    /// <summary>Where the entry before a position begins, or 0.</summary>
    public int Before(int position)
    {
        position = pack.Previous(position);
        var items = pack.Read(position).Integer;
        if (items == 0) return 0;
        for (var i = 0L; i < items; i++) position = pack.Previous(position);
        return position;
    }

    /// <summary>Whether a request's fields are those at the node's front; they and their values alternate.</summary>
    public bool HasFields(scoped in Arguments fieldsAndValues)
    {
        if (fieldsAndValues.Count != FieldCount * 2) return false;
        var position = FieldsStart;
        for (var i = 0; i < FieldCount; i++, position = pack.After(position))
            if (!pack.Read(position).Is(fieldsAndValues[i * 2])) return false;
        return true;
    }
}
