using AotKv.Values.ListPacks;

namespace AotKv.Values.Streams;

/// <summary>An entry of a stream, with its fields one after the other. Valid until the stream changes.</summary>
public ref struct StreamEntry
{
    readonly ListPack pack;

    internal StreamEntry(ListPack pack, StreamId id)
    {
        this.pack = pack;
        Id = id;
    }

    public StreamId Id { get; }

    /// <summary>The number of fields, each with a value.</summary>
    public int FieldCount { get; init; }

    internal bool IsDeleted { get; init; }

    /// <summary>Where the entry begins in its node.</summary>
    internal int Position { get; init; }

    /// <summary>Where the names stand that the node has for all, or 0 where each stands before its value.</summary>
    internal int FieldsAt { get; set; }

    internal int ValuesAt { get; set; }

    /// <summary>Reads the next field and its value. Only so often as there are fields.</summary>
    public void ReadField(out ListPackItem field, out ListPackItem value)
    {
        if (FieldsAt != 0)
        {
            field = pack.Read(FieldsAt);
            FieldsAt = pack.After(FieldsAt);
        }
        else
        {
            field = pack.Read(ValuesAt);
            ValuesAt = pack.After(ValuesAt);
        }
        value = pack.Read(ValuesAt);
        ValuesAt = pack.After(ValuesAt);
    }

    /// <summary>Where the next entry of the node begins. Asked before a field was read.</summary>
    internal readonly int After()
    {
        var position = ValuesAt;
        var items = FieldsAt != 0 ? FieldCount : FieldCount * 2;
        for (var i = 0; i <= items; i++) position = pack.After(position);
        return position;
    }
}
