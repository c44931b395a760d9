namespace AotKv.Values.Streams;

/// <summary>
/// How many of all entries ever added a consumer group has read. Known only as long as no deletion makes a hole in
/// front of it; the rules are Valkey 9.1's.
/// </summary>
public static class StreamProgress
{
    /// <summary>Notes that the group was given an entry that comes after all it was given before.</summary>
    public static void Advance(StreamValue stream, StreamGroup group, StreamId id)
    {
        if (group.EntriesRead != StreamGroup.UnknownCount && group.LastId >= stream.FirstId
            && !HasHoleFrom(stream, group.LastId))
        {
            group.EntriesRead++;
        }
        else if (stream.EntriesAdded != 0)
        {
            group.EntriesRead = CountUpTo(stream, id);
        }
        group.LastId = id;
    }

    /// <summary>The number of entries the group has yet to read, or <see cref="StreamGroup.UnknownCount"/>.</summary>
    public static long LagOf(StreamValue stream, StreamGroup group)
    {
        if (stream.EntriesAdded == 0) return 0;
        if (group.EntriesRead != StreamGroup.UnknownCount && !HasHoleFrom(stream, group.LastId))
            return stream.EntriesAdded - group.EntriesRead;
        var read = CountUpTo(stream, group.LastId);
        return read == StreamGroup.UnknownCount ? read : stream.EntriesAdded - read;
    }

    /// <summary>How many entries were ever added up to an id, or <see cref="StreamGroup.UnknownCount"/>.</summary>
    public static long CountUpTo(StreamValue stream, StreamId id)
    {
        if (stream.EntriesAdded == 0) return 0;
        if (stream.Length == 0 && id <= stream.LastId) return stream.EntriesAdded;
        if (!id.IsZero && id < stream.MaxDeletedId) return StreamGroup.UnknownCount;
        if (id == stream.LastId) return stream.EntriesAdded;
        if (id > stream.LastId) return StreamGroup.UnknownCount;
        var isWhole = stream.MaxDeletedId.IsZero || stream.MaxDeletedId < stream.FirstId;
        if (!isWhole || id > stream.FirstId) return StreamGroup.UnknownCount;
        return stream.EntriesAdded - stream.Length + (id == stream.FirstId ? 1 : 0);
    }

    static bool HasHoleFrom(StreamValue stream, StreamId id) =>
        stream.Length > 0 && !stream.MaxDeletedId.IsZero && id <= stream.MaxDeletedId;
}
