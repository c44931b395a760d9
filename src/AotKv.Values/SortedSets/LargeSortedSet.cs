using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Tables;

namespace AotKv.Values.SortedSets;

/// <summary>
/// A sorted set too large for a listpack: a table by member and a tree by score over the same blocks, all in the
/// shard's heap. A view: the record that has the root's address owns it. Used on the thread that runs the shard.
/// </summary>
readonly unsafe struct LargeSortedSet
{
    public KeyTableStatistics TableStatistics => root->Table.Statistics;

    /// <summary>Freeing a node of the tree counts as this many members.</summary>
    const int NodeCost = 8;

    readonly ValueHome home;
    readonly SortedSetRoot* root;

    public LargeSortedSet(ValueHome home, nint root)
    {
        this.home = home;
        this.root = (SortedSetRoot*)root;
    }

    public nint Address => (nint)root;

    public long Count => root->Tree.Count;

    public long Bytes =>
        root->MemberBytes + root->Table.Statistics.Bytes + root->Tree.Bytes + ShardHeap.GoodSize(sizeof(SortedSetRoot));

    ShardHeap Heap => home.Heap;

    public static LargeSortedSet Create(ValueHome home)
    {
        var root = (SortedSetRoot*)home.Heap.Allocate(sizeof(SortedSetRoot));
        *root = default;
        root->Table.Begin(home.Heap);
        root->Tree.Begin(home.Heap);
        return new(home, (nint)root);
    }

    /// <summary>The block of a member, or none.</summary>
    public ScoredMember Find(ReadOnlySpan<byte> member) => root->Table.Find(home.Hasher.Hash(member), member);

    /// <summary>Adds a member that is not there and sorts behind all others.</summary>
    public void Append(ReadOnlySpan<byte> member, double score)
    {
        var added = ScoredMember.Create(Heap, member, score);
        AddToTable(home.Hasher.Hash(member), added);
        root->Tree.Append(Heap, added);
    }

    public ScoreChange Put(ReadOnlySpan<byte> member, ref double score, in ScoreRule rule)
    {
        var hash = home.Hasher.Hash(member);
        var found = root->Table.Find(hash, member);
        if (found.IsNone)
        {
            if (rule.OnlyExisting) return ScoreChange.Refused;
            var added = ScoredMember.Create(Heap, member, score);
            AddToTable(hash, added);
            root->Tree.Add(Heap, added);
            return ScoreChange.Added;
        }
        var change = rule.Decide(found.Score, ref score);
        if (change == ScoreChange.Updated) root->Tree.Rescore(Heap, found, score);
        return change;
    }

    public bool Remove(ReadOnlySpan<byte> member)
    {
        var hash = home.Hasher.Hash(member);
        var found = root->Table.Find(hash, member);
        if (found.IsNone) return false;
        root->Tree.Remove(Heap, found);
        Discard(hash, found);
        return true;
    }

    /// <summary>How far ahead of its removal a member is asked for, and then the bucket that it is in.</summary>
    const int MemberAhead = 6;
    const int BucketAhead = 3;

    /// <summary>
    /// Removes members from a rank on. Members lie anywhere in memory, and so do their buckets: those that come next,
    /// in this call or in the next one that pops, are asked for while these are removed.
    /// </summary>
    public void RemoveRange(long rank, long count)
    {
        // One from the end: the next to be popped is the one before.
        var step = count == 1 && rank > 0 && rank == root->Tree.Count - 1 ? -1 : 1;
        while (count > 0)
        {
            var path = default(TreePath);
            root->Tree.Seek(rank, ref path);
            var leaf = new LeafNode(path.Leaf);
            var run = (int)Math.Min(count, leaf.Count - path.Position);
            for (var i = 0; i < run; i++)
            {
                var member = leaf[path.Position + i];
                Expect(leaf, path.Position + i, step);
                Discard(home.Hasher.Hash(member.Key), member);
            }
            root->Tree.RemoveAt(Heap, ref path, run);
            count -= run;
        }
    }

    void Expect(LeafNode leaf, int position, int step)
    {
        var ahead = position + MemberAhead * step;
        if ((uint)ahead < (uint)leaf.Count) leaf[ahead].Prefetch();
        ahead = position + BucketAhead * step;
        if ((uint)ahead < (uint)leaf.Count) root->Table.Prefetch(home.Hasher.Hash(leaf[ahead].Key));
    }

    public long RankOf(ScoredMember member) => root->Tree.RankOf(member);

    public long RankOf(scoped in SortedBound bound) => root->Tree.RankOf(bound);

    /// <summary>The leaf that has the member of a rank, and the position there.</summary>
    public LeafNode LeafAt(long rank, out int position)
    {
        var path = default(TreePath);
        root->Tree.Seek(rank, ref path);
        position = path.Position;
        return new(path.Leaf);
    }

    /// <summary>The leaf that has the first member behind a bound, or none, and the position there.</summary>
    public LeafNode LeafAt(scoped in SortedBound bound, out int position)
    {
        var path = default(TreePath);
        root->Tree.Seek(bound, ref path);
        var leaf = new LeafNode(path.Leaf);
        position = path.Position;
        if (position < leaf.Count) return leaf;
        position = 0;
        return new(leaf.Next);
    }

    /// <summary>As <see cref="LinearTable{TEntry}.Scan"/>.</summary>
    public ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IScoreVisitor, allows ref struct
    {
        var adapter = new EntryAdapter<TVisitor> { Visitor = visitor };
        var next = root->Table.Scan(cursor, ref adapter);
        visitor = adapter.Visitor;
        return next;
    }

    /// <summary>The same members in the heap of another home, which may be this one.</summary>
    public LargeSortedSet CopyTo(ValueHome target)
    {
        var copyRoot = (SortedSetRoot*)target.Heap.Allocate(sizeof(SortedSetRoot));
        *copyRoot = default;
        copyRoot->Table.Begin(target.Heap, Count);
        copyRoot->Tree.Begin(target.Heap);
        copyRoot->MemberBytes = root->MemberBytes;
        var copy = new LargeSortedSet(target, (nint)copyRoot);
        var filling = LeafNode.Create(target.Heap);
        for (var leaf = LeafAt(rank: 0, out _); leaf.Address != 0; leaf = new(leaf.Next))
            copy.AppendCopies(leaf, ref filling);
        for (var i = 0; i < filling.Count; i++) copyRoot->Tree.Append(target.Heap, filling[i]);
        target.Heap.Free(filling.Address, LeafNode.Bytes);
        return copy;
    }

    /// <summary>
    /// Copies the members of another set's leaf behind all others: to the table, and to a leaf that goes to the tree as
    /// soon as it is full. What is needed next is asked for meanwhile, as members lie anywhere in memory.
    /// </summary>
    void AppendCopies(LeafNode source, ref LeafNode filling)
    {
        var hashes = stackalloc ulong[LeafNode.Capacity];
        var copies = stackalloc nint[LeafNode.Capacity];
        var next = new LeafNode(source.Next);
        var ahead = next.Address == 0 ? 0 : next.Count;
        for (var i = 0; i < source.Count; i++)
        {
            if (i < ahead) next[i].Prefetch();
            var copy = source[i].CopyTo(Heap);
            hashes[i] = home.Hasher.Hash(copy.Key);
            root->Table.Prefetch(hashes[i]);
            copies[i] = copy.Address;
        }
        for (var i = 0; i < source.Count; i++)
        {
            var copy = new ScoredMember(copies[i]);
            root->Table.Add(Heap, home.Hasher, hashes[i], copy);
            filling.Append(copy);
            if (filling.Count < LeafNode.Capacity) continue;
            root->Tree.Append(Heap, filling);
            filling = LeafNode.Create(Heap);
        }
    }

    /// <summary>Frees about so many members of a set that is being thrown away. False when it is gone.</summary>
    public bool FreeSome(long membersMax)
    {
        var discarder = new Discarder { Heap = Heap };
        while (membersMax > 0)
        {
            var before = root->Table.Count;
            if (root->Table.Drain(Heap, ref discarder))
            {
                membersMax -= 1 + before - root->Table.Count;
                continue;
            }
            membersMax -= NodeCost;
            if (root->Tree.FreeLastNode(Heap)) continue;
            root->Table.Free(Heap);
            Heap.Free((nint)root, sizeof(SortedSetRoot));
            return false;
        }
        return true;
    }

    void AddToTable(ulong hash, ScoredMember member)
    {
        root->MemberBytes += ShardHeap.GoodSizeOf(member.Bytes);
        root->Table.Add(Heap, home.Hasher, hash, member);
    }

    /// <summary>Takes a member out of the table and frees it; the tree has let go of it or does so next.</summary>
    void Discard(ulong hash, ScoredMember member)
    {
        root->Table.Remove(Heap, hash, member);
        root->MemberBytes -= ShardHeap.GoodSizeOf(member.Bytes);
        member.Free(Heap);
    }

    struct Discarder : IEntryVisitor<ScoredMember>
    {
        public ShardHeap Heap;

        public readonly void Visit(ScoredMember entry) => entry.Free(Heap);
    }

    ref struct EntryAdapter<TVisitor> : IEntryVisitor<ScoredMember>
        where TVisitor : struct, IScoreVisitor, allows ref struct
    {
        public TVisitor Visitor;

        public void Visit(ScoredMember entry) => Visitor.Visit(entry.Key, entry.Score);
    }
}
