namespace AotKv.Values.Streams;

/// <summary>
/// Walks the entries of a stream between two ids, both included, in either direction. Valid until the stream changes.
/// </summary>
public unsafe ref struct StreamCursor
{
    readonly StreamRoot* root;
    readonly StreamId first;
    readonly StreamId last;
    readonly bool isReverse;
    SortedPosition node;
    StreamNodeReader reader;
    int position;
    bool isOver;

    internal StreamCursor(StreamRoot* root, StreamId first, StreamId last, bool isReverse)
    {
        this.root = root;
        this.first = first;
        this.last = last;
        this.isReverse = isReverse;
        if (isReverse) isOver = !root->Nodes.TrySeekBackward(last, out node);
        else isOver = !root->Nodes.TrySeekBackward(first, out node) && !root->Nodes.TrySeek(first, out node);
        if (!isOver) Enter();
    }

    /// <summary>The next entry that is not deleted; false behind the last.</summary>
    public bool TryRead(out StreamEntry entry)
    {
        while (!isOver)
        {
            var at = isReverse ? StepBack() : Step();
            if (at == 0) continue;
            entry = reader.Read(at);
            if (!isReverse) position = entry.After();
            if (entry.Id > last) isOver = !isReverse;
            else if (entry.Id < first) isOver = isReverse;
            else if (!entry.IsDeleted) return true;
        }
        entry = default;
        return false;
    }

    /// <summary>The node in which the entry that was read last stands.</summary>
    internal readonly SortedPosition Node => node;

    void Enter()
    {
        reader = new(root->Nodes[node]);
        position = isReverse ? reader.End : reader.EntriesStart;
    }

    /// <summary>Where the next entry begins, or 0 where another node was entered or there is none.</summary>
    int Step()
    {
        if (position < reader.End) return position;
        if (root->Nodes.TryNext(ref node)) Enter();
        else isOver = true;
        return 0;
    }

    int StepBack()
    {
        position = reader.Before(position);
        if (position != 0) return position;
        if (root->Nodes.TryPrevious(ref node)) Enter();
        else isOver = true;
        return 0;
    }
}
