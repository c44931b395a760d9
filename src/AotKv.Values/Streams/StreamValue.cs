using AotKv.Memory;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Streams;

/// <summary>
/// A stream: entries in nodes of Valkey's form, ordered by id, and its consumer groups. The root stays where it is, so
/// that the view stays valid as long as the key. A stream may be empty and still be the value of a key.
/// </summary>
public readonly unsafe struct StreamValue : IValueView<StreamValue>
{
    /// <summary>An entry is refused, and a node ended, above this many bytes.</summary>
    public const int BytesMax = 1 << 30;

    /// <summary>A node's first room, bytes.</summary>
    const int NodeRoomMax = 4096;

    readonly ValueHome home;
    readonly StreamRoot* root;

    StreamValue(ValueHome home, Record record)
    {
        this.home = home;
        Record = record;
        root = (StreamRoot*)record.Reference.Address;
    }

    public static RecordType Type => RecordType.Stream;

    public static NewValue Create(ValueHome home)
    {
        var root = (StreamRoot*)home.Heap.Allocate(sizeof(StreamRoot));
        *root = default;
        return new(RecordEncoding.Root, new((nint)root, 0, sizeof(StreamRoot)));
    }

    public static StreamValue Open(ValueHome home, Record record) => new(home, record);

    public Record Record { get; }

    public bool IsEmpty => false;

    internal StreamRoot* Root => root;

    /// <summary>The stream as an RDB file has it.</summary>
    public StreamParts Parts => new(home, this);

    /// <summary>The number of entries.</summary>
    public long Length => root->Length;

    /// <summary>The number of entries ever added, as far as known.</summary>
    public long EntriesAdded
    {
        get => root->EntriesAdded;
        set => root->EntriesAdded = value;
    }

    /// <summary>The first entry's id, or 0-0.</summary>
    public StreamId FirstId => root->FirstId;

    /// <summary>The greatest id ever used.</summary>
    public StreamId LastId
    {
        get => root->LastId;
        set => root->LastId = value;
    }

    /// <summary>The greatest id that XDEL removed.</summary>
    public StreamId MaxDeletedId
    {
        get => root->MaxDeletedId;
        set => root->MaxDeletedId = value;
    }

    public long NodeCount => root->Nodes.Count;

    /// <summary>Walks the entries from one id to another, both included.</summary>
    public StreamCursor Range(StreamId first, StreamId last, bool isReverse = false) =>
        new(root, first, last, isReverse);

    /// <summary>The entry of an id; false where there is none.</summary>
    public bool TryFind(StreamId id, out StreamEntry entry)
    {
        var cursor = Range(id, id);
        return cursor.TryRead(out entry);
    }

    /// <summary>The last entry's id that is not deleted, or 0-0.</summary>
    public StreamId LastEntryId
    {
        get
        {
            var cursor = Range(StreamId.Min, StreamId.Max, isReverse: true);
            return cursor.TryRead(out var entry) ? entry.Id : StreamId.Min;
        }
    }

    /// <summary>
    /// Adds an entry whose id is greater than <see cref="LastId"/>. Fields and values alternate, and together have at
    /// most <see cref="BytesMax"/> bytes.
    /// </summary>
    public void Append(StreamId id, in Arguments fieldsAndValues)
    {
        var bytes = 0;
        for (var i = 0; i < fieldsAndValues.Count; i++) bytes += fieldsAndValues[i].Length;
        if (!root->Nodes.TryLast(out var last) || IsFull(root->Nodes[last], bytes)) AddNode(id, fieldsAndValues, bytes);
        else
        {
            ref var node = ref root->Nodes[last];
            var reader = new StreamNodeReader(node);
            var isSame = reader.HasFields(fieldsAndValues);
            var editor = new ListPackEditor(home.Heap, ref node.Block);
            editor.Replace(reader.CountPosition, reader.Count + 1);
            Write(node.Id, ref node.Block, id, fieldsAndValues, isSame, bytes);
        }
        root->Length++;
        root->EntriesAdded++;
        root->LastId = id;
        if (root->Length == 1) root->FirstId = id;
    }

    bool IsFull(in StreamNode node, int addedBytes)
    {
        var limits = home.Limits;
        var bytesMax = limits.StreamNodeBytes is <= 0 or > BytesMax ? BytesMax : limits.StreamNodeBytes;
        if (node.Block.Length + addedBytes >= bytesMax) return true;
        if (limits.StreamNodeEntries <= 0) return false;
        var reader = new StreamNodeReader(node);
        return reader.Count + reader.Deleted >= limits.StreamNodeEntries;
    }

    void AddNode(StreamId id, in Arguments fieldsAndValues, int bytes)
    {
        if (root->Nodes.TryLast(out var last))
            new ListPackEditor(home.Heap, ref root->Nodes[last].Block).TrimExcess();
        var block = ListPackEditor.Create(home.Heap);
        var editor = new ListPackEditor(home.Heap, ref block);
        editor.Append(1);
        editor.Append(0L);
        editor.Append(fieldsAndValues.Count / 2);
        for (var i = 0; i < fieldsAndValues.Count; i += 2) editor.Append(fieldsAndValues[i]);
        editor.Append(0L);
        Write(id, ref block, id, fieldsAndValues, isSame: true, bytes);
        root->Nodes.Add(home.Heap, new StreamNode { Id = id, Block = block });
    }

    void Write(
        StreamId nodeId, ref ValueReference block, StreamId id, in Arguments fieldsAndValues, bool isSame, int bytes)
    {
        const int OverheadOfItem = 10;
        var editor = new ListPackEditor(home.Heap, ref block);
        var needed = block.Length + bytes + (fieldsAndValues.Count + 5L) * OverheadOfItem;
        if (needed > block.Capacity)
            editor.Reserve((int)Math.Max(needed, Math.Min(block.Capacity * 2, NodeRoomMax)));
        var fields = fieldsAndValues.Count / 2;
        editor.Append(isSame ? StreamNodeReader.SameFieldsFlag : 0L);
        editor.Append((long)(id.Milliseconds - nodeId.Milliseconds));
        editor.Append((long)(id.Sequence - nodeId.Sequence));
        if (!isSame) editor.Append(fields);
        for (var i = isSame ? 1 : 0; i < fieldsAndValues.Count; i += isSame ? 2 : 1)
            editor.Append(fieldsAndValues[i]);
        editor.Append(isSame ? fields + 3 : fields * 2 + 4);
    }

    /// <summary>Removes an entry; false where there is none of that id.</summary>
    public bool Delete(StreamId id)
    {
        var cursor = Range(id, id);
        if (!cursor.TryRead(out var entry)) return false;
        var at = cursor.Node;
        ref var node = ref root->Nodes[at];
        var reader = new StreamNodeReader(node);
        if (reader.Count == 1)
        {
            ListPackEditor.Free(home.Heap, node.Block);
            root->Nodes.Remove(home.Heap, at);
        }
        else
        {
            var counts = (reader.Count, reader.Deleted);
            MarkDeleted(ref node, entry.Position);
            SetCounts(ref node, counts.Count - 1, counts.Deleted + 1);
        }
        root->Length--;
        if (id == root->FirstId) FindFirst();
        return true;
    }

    /// <summary>Cuts entries off at the front; returns how many.</summary>
    public long Trim(in StreamTrim trim)
    {
        var removed = 0L;
        while (root->Nodes.TrySeek(StreamId.Min, out var at))
        {
            if (trim.ByLength && root->Length <= trim.LengthMax) break;
            ref var node = ref root->Nodes[at];
            var count = new StreamNodeReader(node).Count;
            if (trim.RemovedMax > 0 && removed + count > trim.RemovedMax) break;
            if (CanDropWhole(node, count, trim))
            {
                ListPackEditor.Free(home.Heap, node.Block);
                root->Nodes.Remove(home.Heap, at);
                root->Length -= count;
                removed += count;
                continue;
            }
            if (!trim.IsApproximate) removed += TrimInside(ref node, trim);
            break;
        }
        if (removed > 0) FindFirst();
        return removed;
    }

    bool CanDropWhole(in StreamNode node, int count, in StreamTrim trim)
    {
        if (trim.ByLength) return root->Length - count >= trim.LengthMax;
        var reader = new StreamNodeReader(node);
        return reader.Read(reader.Before(reader.End)).Id < trim.IdMin;
    }

    long TrimInside(ref StreamNode node, in StreamTrim trim)
    {
        var reader = new StreamNodeReader(node);
        var (count, deleted) = (reader.Count, reader.Deleted);
        var removed = 0;
        for (var at = reader.EntriesStart; at < reader.End;)
        {
            var entry = reader.Read(at);
            if (trim.ByLength ? root->Length <= trim.LengthMax : entry.Id >= trim.IdMin) break;
            at = entry.After();
            if (entry.IsDeleted) continue;
            MarkDeleted(ref node, entry.Position);
            root->Length--;
            removed++;
        }
        if (removed > 0) SetCounts(ref node, count - removed, deleted + removed);
        return removed;
    }

    /// <summary>The flags take one byte with and without the mark, so nothing moves.</summary>
    void MarkDeleted(ref StreamNode node, int position)
    {
        var editor = new ListPackEditor(home.Heap, ref node.Block);
        var flags = editor.View.Read(position).Integer;
        editor.Replace(position, flags | StreamNodeReader.DeletedFlag);
    }

    void SetCounts(ref StreamNode node, int count, int deleted)
    {
        var editor = new ListPackEditor(home.Heap, ref node.Block);
        var position = editor.View.First;
        editor.Replace(position, count);
        editor.Replace(editor.View.After(position), deleted);
    }

    void FindFirst()
    {
        var cursor = Range(StreamId.Min, StreamId.Max);
        root->FirstId = cursor.TryRead(out var entry) ? entry.Id : StreamId.Min;
    }

    public int GroupCount => root->Groups.Count;

    /// <summary>A group by its place in the order of names.</summary>
    public StreamGroup GroupAt(int index) => new(home.Heap, (StreamGroupRoot*)root->Groups[index]);

    public bool TryFindGroup(ReadOnlySpan<byte> name, out StreamGroup group)
    {
        var found = root->Groups.Find(name);
        group = new(home.Heap, (StreamGroupRoot*)found);
        return found != 0;
    }

    /// <summary>Makes a group whose name is not there yet.</summary>
    public StreamGroup AddGroup(ReadOnlySpan<byte> name, StreamId lastId, long entriesRead)
    {
        var group = (StreamGroupRoot*)home.Heap.Allocate(sizeof(StreamGroupRoot));
        *group = new()
        {
            Name = StreamName.Create(home.Heap, name), LastId = lastId, EntriesRead = entriesRead,
        };
        root->Groups.Add(home.Heap, (nint)group);
        return new(home.Heap, group);
    }

    /// <summary>Removes a group with its consumers and what they have not acknowledged.</summary>
    public void RemoveGroup(StreamGroup group)
    {
        root->Groups.Remove(home.Heap, group.Name);
        group.Free();
    }

    /// <summary>The heap's bytes of all of it.</summary>
    public long Bytes
    {
        get
        {
            var bytes = sizeof(StreamRoot) + root->Nodes.Bytes + root->Groups.Bytes;
            var has = root->Nodes.TrySeek(StreamId.Min, out var at);
            for (; has; has = root->Nodes.TryNext(ref at)) bytes += root->Nodes[at].Block.Capacity;
            for (var i = 0; i < GroupCount; i++) bytes += GroupAt(i).Bytes;
            return bytes;
        }
    }
}
