using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;

namespace AotKv.Values.SortedSets;

/// <summary>
/// The members of a large sorted set in order, with ranks: a B+ tree (Bayer and McCreight, 1972) whose inner nodes know
/// how many members are below each child, and with which it begins. It refers to members and owns only its nodes.
/// Nothing managed in it: it stands in the root of the set, and callers say which heap it lives with. A full node first
/// gives to a neighbour, so nodes are about four fifths full; at the ends of the order they are filled whole.
/// </summary>
struct RankTree
{
    /// <summary>A node below a third of its capacity is merged with a neighbour or filled from it.</summary>
    const int LeafMin = LeafNode.Capacity / 3;

    const int InnerMin = InnerNode.Capacity / 3;

    /// <summary>Two nodes are merged up to this, so that the next addition does not split them again.</summary>
    const int LeafMergedMax = LeafNode.Capacity * 3 / 4;

    const int InnerMergedMax = InnerNode.Capacity * 3 / 4;

    /// <summary>A neighbour with less room is not worth moving members to.</summary>
    const int RoomMin = LeafNode.Capacity / 8;

    nint root;
    int height;
    int leaves;
    int inners;

    public long Count { get; private set; }

    /// <summary>The memory of the nodes.</summary>
    public readonly long Bytes => (long)leaves * LeafNode.Bytes + (long)inners * ShardHeap.GoodSize(InnerNode.Bytes);

    /// <summary>The nodes that <see cref="FreeLastNode"/> has not freed.</summary>
    public readonly bool HasNodes => root != 0;

    /// <summary>Makes a tree of all zeros ready for use.</summary>
    public void Begin(ShardHeap heap)
    {
        root = LeafNode.Create(heap).Address;
        leaves = 1;
    }

    /// <summary>The place of a bound: before the first member that does not sort before it.</summary>
    public readonly void Seek(scoped in SortedBound bound, ref TreePath path)
    {
        var node = root;
        for (var level = 0; level < height; level++)
        {
            var inner = new InnerNode(node);
            var slot = inner.Find(bound);
            path[level] = new(node, slot);
            node = inner.Child(slot);
        }
        path.Leaf = node;
        path.Position = new LeafNode(node).CountBefore(bound);
    }

    /// <summary>The place of a member with its score, or where it would be.</summary>
    public readonly void Seek(ulong order, ReadOnlySpan<byte> member, ref TreePath path)
    {
        // A child may begin with the member itself, so the way down goes by another bound than the search in the leaf.
        var bound = SortedBound.AfterMember(order, member);
        var node = root;
        for (var level = 0; level < height; level++)
        {
            var inner = new InnerNode(node);
            var slot = inner.Find(bound);
            path[level] = new(node, slot);
            node = inner.Child(slot);
        }
        path.Leaf = node;
        path.Position = new LeafNode(node).CountBefore(SortedBound.BeforeMember(order, member));
    }

    /// <summary>The place of the member with a rank, or behind the last.</summary>
    public readonly void Seek(long rank, ref TreePath path)
    {
        var node = root;
        for (var level = 0; level < height; level++)
        {
            var inner = new InnerNode(node);
            var slot = inner.Find(ref rank);
            path[level] = new(node, slot);
            node = inner.Child(slot);
        }
        path.Leaf = node;
        path.Position = (int)rank;
    }

    /// <summary>How many members come before a place.</summary>
    public readonly long RankOf(ref TreePath path)
    {
        long rank = path.Position;
        for (var level = 0; level < height; level++)
            rank += new InnerNode(path[level].Node).SizeBefore(path[level].Slot);
        return rank;
    }

    /// <summary>How many members sort before a bound.</summary>
    public readonly long RankOf(scoped in SortedBound bound)
    {
        var path = default(TreePath);
        Seek(bound, ref path);
        return RankOf(ref path);
    }

    /// <summary>How many members come before one of the tree.</summary>
    public readonly long RankOf(ScoredMember member)
    {
        var path = default(TreePath);
        Seek(member.Order, member.Key, ref path);
        return RankOf(ref path);
    }

    /// <summary>Adds a member, whose score and text are not in the tree yet.</summary>
    public void Add(ShardHeap heap, ScoredMember member)
    {
        var path = default(TreePath);
        Seek(member.Order, member.Key, ref path);
        AddAt(heap, ref path, member);
    }

    /// <summary>Adds a member that sorts behind all others.</summary>
    public void Append(ShardHeap heap, ScoredMember member)
    {
        var path = default(TreePath);
        Seek(Count, ref path);
        AddAt(heap, ref path, member);
    }

    /// <summary>Takes in a full leaf, whose members sort behind all others.</summary>
    public void Append(ShardHeap heap, LeafNode leaf)
    {
        if (Count == 0)
        {
            heap.Free(root, LeafNode.Bytes);
            root = leaf.Address;
            Count = leaf.Count;
            return;
        }
        var path = default(TreePath);
        Seek(Count, ref path);
        EnsureRoom(heap, ref path, height - 1);
        leaves++;
        var last = new LeafNode(path.Leaf);
        last.Next = leaf.Address;
        leaf.Previous = last.Address;
        AddToSizes(ref path, leaf.Count);
        var step = path[height - 1];
        var parent = new InnerNode(step.Node);
        parent.SizeOf(step.Slot) = last.Count;
        parent.Insert(step.Slot + 1, leaf.Address, leaf[0], leaf.Count);
    }

    /// <summary>Removes a member of the tree, which is not freed.</summary>
    public void Remove(ShardHeap heap, ScoredMember member)
    {
        var path = default(TreePath);
        Seek(member.Order, member.Key, ref path);
        RemoveAt(heap, ref path, count: 1);
    }

    /// <summary>Gives a member of the tree another score and the place that goes with it.</summary>
    public void Rescore(ShardHeap heap, ScoredMember member, double score)
    {
        var path = default(TreePath);
        Seek(member.Order, member.Key, ref path);
        var leaf = new LeafNode(path.Leaf);
        var position = path.Position;
        if (position > 0 && position < leaf.Count - 1)
        {
            var bound = SortedBound.BeforeMember(ScoreOrder.KeyOf(score), member.Key);
            var before = leaf[position - 1];
            var after = leaf[position + 1];
            if (bound.IsAfter(before.Order, before) && !bound.IsAfter(after.Order, after))
            {
                member.Score = score;
                leaf.Refresh(position);
                return;
            }
        }
        RemoveAt(heap, ref path, count: 1);
        member.Score = score;
        Add(heap, member);
    }

    /// <summary>Removes members of one leaf from a place on, which is no good afterwards.</summary>
    public void RemoveAt(ShardHeap heap, ref TreePath path, int count)
    {
        var leaf = new LeafNode(path.Leaf);
        leaf.Remove(path.Position, count);
        AddToSizes(ref path, -count);
        if (height == 0) return;
        if (leaf.Count == 0)
        {
            DropLeaf(heap, ref path);
            return;
        }
        if (path.Position == 0) RaiseMinimum(ref path, height, leaf[0]);
        if (leaf.Count < LeafMin) RefillLeaf(heap, ref path);
    }

    /// <summary>
    /// Frees one node, for a tree that is being thrown away; nothing but this may be called then. False when none is
    /// left.
    /// </summary>
    public bool FreeLastNode(ShardHeap heap)
    {
        if (root == 0) return false;
        var node = root;
        var parent = default(InnerNode);
        for (var level = 0; level <= height; level++)
        {
            var isLeaf = level == height;
            if (isLeaf || new InnerNode(node).Count == 0)
            {
                heap.Free(node, isLeaf ? LeafNode.Bytes : InnerNode.Bytes);
                if (level == 0) root = 0;
                else parent.Remove(parent.Count - 1);
                return root != 0;
            }
            parent = new InnerNode(node);
            node = parent.Child(parent.Count - 1);
        }
        return true;
    }

    void AddAt(ShardHeap heap, ref TreePath path, ScoredMember member)
    {
        if (new LeafNode(path.Leaf).Count == LeafNode.Capacity) MakeRoom(heap, ref path);
        var leaf = new LeafNode(path.Leaf);
        leaf.Insert(path.Position, member);
        AddToSizes(ref path, 1);
        if (path.Position == 0) RaiseMinimum(ref path, height, member);
    }

    void AddToSizes(ref TreePath path, int added)
    {
        Count += added;
        for (var level = 0; level < height; level++) new InnerNode(path[level].Node).SizeOf(path[level].Slot) += added;
    }

    /// <summary>Says upwards from a level that what is below there begins with another member.</summary>
    static void RaiseMinimum(ref TreePath path, int below, ScoredMember minimum)
    {
        for (var level = below - 1; level >= 0; level--)
        {
            var slot = path[level].Slot;
            new InnerNode(path[level].Node).SetMinimum(slot, minimum);
            if (slot != 0) return;
        }
    }

    /// <summary>Makes room in a full leaf, and moves the place where it belongs then.</summary>
    void MakeRoom(ShardHeap heap, ref TreePath path)
    {
        var leaf = new LeafNode(path.Leaf);
        var isAtEnd = path.Position == LeafNode.Capacity && leaf.Next == 0;
        var isAtStart = path.Position == 0 && leaf.Previous == 0;
        if (height > 0 && !isAtEnd && !isAtStart && TryGive(ref path)) return;

        EnsureRoom(heap, ref path, height - 1);
        var right = LeafNode.Create(heap);
        leaves++;
        right.Next = leaf.Next;
        right.Previous = leaf.Address;
        if (leaf.Next != 0) new LeafNode(leaf.Next).Previous = right.Address;
        leaf.Next = right.Address;
        var moved = isAtEnd ? 1 : isAtStart ? LeafNode.Capacity - 1 : LeafNode.Capacity / 2;
        leaf.MoveTail(right, moved);

        ref var step = ref path[height - 1];
        var parent = new InnerNode(step.Node);
        parent.SizeOf(step.Slot) = leaf.Count;
        parent.Insert(step.Slot + 1, right.Address, right[0], right.Count);
        if (path.Position > leaf.Count) MoveRight(ref path, leaf.Count);
    }

    /// <summary>Moves members of a full leaf to a neighbour under the same parent that has room.</summary>
    readonly bool TryGive(ref TreePath path)
    {
        var leaf = new LeafNode(path.Leaf);
        ref var step = ref path[height - 1];
        var parent = new InnerNode(step.Node);
        var slot = step.Slot;
        if (slot + 1 < parent.Count && LeafNode.Capacity - parent.SizeOf(slot + 1) >= RoomMin)
        {
            var right = new LeafNode(parent.Child(slot + 1));
            Even(parent, slot, leaf, right);
            if (path.Position > leaf.Count) MoveRight(ref path, leaf.Count);
            return true;
        }
        if (slot == 0 || LeafNode.Capacity - parent.SizeOf(slot - 1) < RoomMin) return false;
        var left = new LeafNode(parent.Child(slot - 1));
        var before = left.Count;
        Even(parent, slot - 1, left, leaf);
        var taken = left.Count - before;
        if (path.Position > taken)
        {
            path.Position -= taken;
            return true;
        }
        step = new(step.Node, slot - 1);
        path.Leaf = left.Address;
        path.Position += before;
        return true;
    }

    /// <summary>Moves the place from behind the members of a leaf to where it is in the next one.</summary>
    readonly void MoveRight(ref TreePath path, int count)
    {
        ref var step = ref path[height - 1];
        step = new(step.Node, step.Slot + 1);
        path.Leaf = new LeafNode(path.Leaf).Next;
        path.Position -= count;
    }

    /// <summary>Divides the members of two neighbours evenly; the left one is at a slot of their parent.</summary>
    static void Even(InnerNode parent, int slot, LeafNode left, LeafNode right)
    {
        var wanted = (left.Count + right.Count) / 2;
        if (left.Count > wanted) left.MoveTail(right, left.Count - wanted);
        else left.TakeHead(right, wanted - left.Count);
        parent.SizeOf(slot) = left.Count;
        parent.SizeOf(slot + 1) = right.Count;
        parent.SetMinimum(slot + 1, right[0]);
    }

    /// <summary>Makes room for one more child in the path's node at a level; -1 makes a new root.</summary>
    void EnsureRoom(ShardHeap heap, ref TreePath path, int level)
    {
        if (level < 0)
        {
            AddRoot(heap, ref path);
            return;
        }
        var node = new InnerNode(path[level].Node);
        if (node.Count < InnerNode.Capacity) return;
        var before = height;
        EnsureRoom(heap, ref path, level - 1);
        level += height - before;

        var slot = path[level].Slot;
        var right = InnerNode.Create(heap);
        inners++;
        var moved = slot == InnerNode.Capacity - 1 ? InnerNode.Capacity / 8 : InnerNode.Capacity / 2;
        node.MoveTail(right, moved);
        ref var above = ref path[level - 1];
        var parent = new InnerNode(above.Node);
        var rightSize = right.Size;
        parent.SizeOf(above.Slot) -= rightSize;
        parent.Insert(above.Slot + 1, right.Address, right.Minimum(0), rightSize);
        if (slot < node.Count) return;
        path[level] = new(right.Address, slot - node.Count);
        above = new(above.Node, above.Slot + 1);
    }

    void AddRoot(ShardHeap heap, ref TreePath path)
    {
        var above = InnerNode.Create(heap);
        inners++;
        var minimum = height == 0 ? new LeafNode(root)[0] : new InnerNode(root).Minimum(0);
        above.Insert(0, root, minimum, Count);
        for (var level = height; level > 0; level--) path[level] = path[level - 1];
        path[0] = new(above.Address, 0);
        root = above.Address;
        height++;
    }

    void DropLeaf(ShardHeap heap, ref TreePath path)
    {
        UnlinkLeaf(heap, new LeafNode(path.Leaf));
        var step = path[height - 1];
        new InnerNode(step.Node).Remove(step.Slot);
        AfterRemoval(heap, ref path, step.Slot == 0);
    }

    void UnlinkLeaf(ShardHeap heap, LeafNode leaf)
    {
        if (leaf.Next != 0) new LeafNode(leaf.Next).Previous = leaf.Previous;
        if (leaf.Previous != 0) new LeafNode(leaf.Previous).Next = leaf.Next;
        heap.Free(leaf.Address, LeafNode.Bytes);
        leaves--;
    }

    void RefillLeaf(ShardHeap heap, ref TreePath path)
    {
        var step = path[height - 1];
        var parent = new InnerNode(step.Node);
        var slot = Math.Min(step.Slot, parent.Count - 2);
        var left = new LeafNode(parent.Child(slot));
        var right = new LeafNode(parent.Child(slot + 1));
        if (left.Count + right.Count > LeafMergedMax)
        {
            Even(parent, slot, left, right);
            return;
        }
        left.TakeHead(right, right.Count);
        parent.SizeOf(slot) = left.Count;
        UnlinkLeaf(heap, right);
        parent.Remove(slot + 1);
        AfterRemoval(heap, ref path, isFirstGone: false);
    }

    /// <summary>Puts the lowest inner node of a path right after it has lost a child, then those above.</summary>
    void AfterRemoval(ShardHeap heap, ref TreePath path, bool isFirstGone)
    {
        var level = height - 1;
        var node = new InnerNode(path[level].Node);
        if (isFirstGone) RaiseMinimum(ref path, level, node.Minimum(0));
        for (; level > 0 && node.Count < InnerMin; level--)
        {
            var above = path[level - 1];
            var parent = new InnerNode(above.Node);
            var slot = Math.Min(above.Slot, parent.Count - 2);
            if (!TryMerge(heap, parent, slot)) return;
            node = parent;
        }
        while (height > 0 && new InnerNode(root).Count == 1) DropRoot(heap);
    }

    /// <summary>Merges two neighbours where that is not too much, and otherwise evens them.</summary>
    bool TryMerge(ShardHeap heap, InnerNode parent, int slot)
    {
        var left = new InnerNode(parent.Child(slot));
        var right = new InnerNode(parent.Child(slot + 1));
        if (left.Count + right.Count > InnerMergedMax)
        {
            var wanted = (left.Count + right.Count) / 2;
            if (left.Count > wanted) left.MoveTail(right, left.Count - wanted);
            else left.TakeHead(right, wanted - left.Count);
            parent.SizeOf(slot) = left.Size;
            parent.SizeOf(slot + 1) = right.Size;
            parent.SetMinimum(slot + 1, right.Minimum(0));
            return false;
        }
        left.TakeHead(right, right.Count);
        parent.SizeOf(slot) += parent.SizeOf(slot + 1);
        parent.Remove(slot + 1);
        heap.Free(right.Address, InnerNode.Bytes);
        inners--;
        return true;
    }

    void DropRoot(ShardHeap heap)
    {
        var old = new InnerNode(root);
        root = old.Child(0);
        heap.Free(old.Address, InnerNode.Bytes);
        inners--;
        height--;
    }
}
