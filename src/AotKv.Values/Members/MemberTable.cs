using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Tables;

namespace AotKv.Values.Members;

/// <summary>
/// The elements of one large set or hash, by name: a hash table that lives wholly in the shard's heap, its root too,
/// and grows and shrinks by one bucket (<see cref="LinearTable{TEntry}"/>). A view: the record whose
/// <see cref="ValueReference"/> has the root's address owns it. Used on the thread that runs the shard. A member that
/// is changed may move: use what the method returns.
/// </summary>
public readonly unsafe struct MemberTable
{
    readonly ValueHome home;
    readonly Root* root;

    public MemberTable(ValueHome home, nint root)
    {
        this.home = home;
        this.root = (Root*)root;
    }

    /// <summary>A new, empty table.</summary>
    public static MemberTable Create(ValueHome home) => Create(home, members: 1);

    /// <summary>A new, empty table with buckets for so many members.</summary>
    public static MemberTable Create(ValueHome home, long members)
    {
        var table = CreateRoot(home);
        table.root->Table.Begin(home.Heap, members);
        return table;
    }

    static MemberTable CreateRoot(ValueHome home)
    {
        var root = (Root*)home.Heap.Allocate(sizeof(Root));
        *root = default;
        return new(home, (nint)root);
    }

    /// <summary>What a record refers to it by.</summary>
    public nint Address => (nint)root;

    /// <summary>The number of members.</summary>
    public long Count => root->Table.Count;

    public KeyTableStatistics TableStatistics => root->Table.Statistics;

    /// <summary>All its memory: members, buckets and root.</summary>
    public long Bytes => root->MemberBytes + root->Table.Statistics.Bytes + ShardHeap.GoodSize(sizeof(Root));

    public ulong Hash(ReadOnlySpan<byte> name) => home.Hasher.Hash(name);

    /// <summary>The member of a name, or none.</summary>
    public Member Find(ReadOnlySpan<byte> name) => root->Table.Find(Hash(name), name);

    /// <summary>The member of a name with its <see cref="Hash"/>, or none.</summary>
    public Member Find(ulong hash, ReadOnlySpan<byte> name) => root->Table.Find(hash, name);

    public bool Contains(ReadOnlySpan<byte> name) => !Find(name).IsNone;

    /// <summary>Adds a name without a value; false where it was there.</summary>
    public bool TryAdd(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        if (!Find(hash, name).IsNone) return false;
        Add(hash, name);
        return true;
    }

    /// <summary>Adds a name that is not there, without a value.</summary>
    public Member Add(ulong hash, ReadOnlySpan<byte> name) => AddNew(hash, name, valueLength: -1, Member.NoDeadline);

    /// <summary>Adds a name that is not there, with a value and, if it is given one, a deadline.</summary>
    public Member Add(ulong hash, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, long deadline = Member.NoDeadline)
    {
        var member = AddNew(hash, name, value.Length, deadline);
        value.CopyTo(member.Value);
        return member;
    }

    /// <summary>
    /// Gives a member another value and deadline, which is taken away where it is <see cref="Member.NoDeadline"/>. The
    /// value must not be a part of the member.
    /// </summary>
    public Member Replace(Member old, ReadOnlySpan<byte> value, long deadline)
    {
        var member = Reshape(old, value.Length, deadline);
        value.CopyTo(member.Value);
        return member;
    }

    /// <summary>Gives a member a deadline or takes it away, and keeps its value.</summary>
    public Member SetDeadline(Member old, long deadline)
    {
        if (old.HasDeadline && deadline != Member.NoDeadline)
        {
            old.Deadline = deadline;
            return old;
        }
        if (!old.HasDeadline && deadline == Member.NoDeadline) return old;
        var name = old.Name;
        var value = old.Value;
        var member = Allocate(Member.BytesFor(name.Length, ValueLengthOf(old), deadline != Member.NoDeadline));
        member.Begin(name, ValueLengthOf(old), deadline);
        value.CopyTo(member.Value);
        root->Table.Replace(Hash(name), old, member);
        Free(old);
        return member;
    }

    /// <summary>Removes a name; false where it was not there.</summary>
    public bool Remove(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        var member = Find(hash, name);
        if (member.IsNone) return false;
        Remove(hash, member);
        return true;
    }

    /// <summary>Removes a member.</summary>
    public void Remove(Member member) => Remove(Hash(member.Name), member);

    void Remove(ulong hash, Member member)
    {
        root->Table.Remove(home.Heap, hash, member);
        Free(member);
    }

    /// <summary>Asks the processor for the bucket of a hash, some time before it is looked up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong hash) => root->Table.Prefetch(hash);

    /// <summary>Asks for the member itself, some time after <see cref="Prefetch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchMember(ulong hash) => root->Table.PrefetchEntry(hash);

    /// <summary>
    /// Shows some members and returns the cursor of the next, 0 after the last; cursor 0 begins. Between steps the
    /// table may change: whatever stays in it meanwhile is shown at least once.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IMemberVisitor, allows ref struct => root->Table.Scan(cursor, ref visitor);

    /// <summary>A member chosen at random, each as likely, or none where there are none.</summary>
    public Member Random() => root->Table.Random(ref home.RandomState);

    /// <summary>All members, for a table that does not change meanwhile: foreach.</summary>
    public Enumerator GetEnumerator() => new(root);

    /// <summary>The same members in the heap of another home, which may be this one.</summary>
    public MemberTable CopyTo(ValueHome target)
    {
        var copy = CreateRoot(target);
        var copier = new Copier { Target = copy };
        copy.root->Table.CopyFrom(target.Heap, root->Table, ref copier);
        return copy;
    }

    /// <summary>A member with the same content, in no table.</summary>
    Member CopyOf(Member member)
    {
        var bytes = member.Bytes;
        var copy = Allocate(bytes);
        Buffer.MemoryCopy((void*)member.Address, (void*)copy.Address, bytes, bytes);
        return copy;
    }

    /// <summary>
    /// Frees about so many members of a table that is being thrown away. False when it is gone; until then nothing but
    /// this may be called.
    /// </summary>
    public bool FreeSome(long membersMax)
    {
        var discarder = new Discarder { Table = this };
        var target = root->Table.Count - membersMax;
        while (root->Table.Count > target || root->Table.Count == 0)
        {
            if (root->Table.Drain(home.Heap, ref discarder)) continue;
            root->Table.Free(home.Heap);
            home.Heap.Free((nint)root, sizeof(Root));
            return false;
        }
        return true;
    }

    /// <summary>Frees it at once, which for millions of members takes long.</summary>
    public void Free()
    {
        while (FreeSome(long.MaxValue)) { }
    }

    static int ValueLengthOf(Member member) => member.HasValue ? member.Value.Length : -1;

    Member AddNew(ulong hash, ReadOnlySpan<byte> name, int valueLength, long deadline)
    {
        var member = Allocate(Member.BytesFor(name.Length, valueLength, deadline != Member.NoDeadline));
        member.Begin(name, valueLength, deadline);
        root->Table.Add(home.Heap, home.Hasher, hash, member);
        return member;
    }

    /// <summary>A member of the same name, in the old one's block where that has the right size.</summary>
    Member Reshape(Member old, int valueLength, long deadline)
    {
        var name = old.Name;
        var oldBytes = old.Bytes;
        var bytes = Member.BytesFor(name.Length, valueLength, deadline != Member.NoDeadline);
        if (ShardHeap.GoodSizeOf(bytes) == ShardHeap.GoodSizeOf(oldBytes))
        {
            old.Begin(name, valueLength, deadline);
            return old;
        }
        var member = Allocate(bytes);
        member.Begin(name, valueLength, deadline);
        root->Table.Replace(Hash(member.Name), old, member);
        Free(old);
        return member;
    }

    Member Allocate(long bytes)
    {
        root->MemberBytes += ShardHeap.GoodSizeOf(bytes);
        return new(bytes <= ShardHeap.SmallMax ? home.Heap.Allocate((int)bytes) : home.Heap.AllocateLarge(bytes));
    }

    void Free(Member member)
    {
        var bytes = member.Bytes;
        root->MemberBytes -= ShardHeap.GoodSizeOf(bytes);
        if (bytes <= ShardHeap.SmallMax) home.Heap.Free(member.Address, (int)bytes);
        else home.Heap.FreeLarge(member.Address, bytes);
    }

    /// <summary>What a record's reference leads to.</summary>
    struct Root
    {
        public LinearTable<Member> Table;

        /// <summary>The memory of all members' blocks.</summary>
        public long MemberBytes;
    }

    /// <summary>Walks over all members of a table that does not change meanwhile.</summary>
    public struct Enumerator
    {
        readonly Root* root;
        TableWalk walk;
        Member current;

        internal Enumerator(void* root) => this.root = (Root*)root;

        public readonly Member Current => current;

        public bool MoveNext() => root->Table.TryNext(ref walk, out current);
    }

    ref struct Copier : IEntryCopier<Member>
    {
        public MemberTable Target;

        public readonly Member Copy(Member member) => Target.CopyOf(member);
    }

    ref struct Discarder : IMemberVisitor
    {
        public MemberTable Table;

        public readonly void Visit(Member member) => Table.Free(member);
    }
}
