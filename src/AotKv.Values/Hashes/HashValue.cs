using System.Runtime.CompilerServices;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Members;

namespace AotKv.Values.Hashes;

/// <summary>
/// The hash at one key: fields with values, each of which may expire by itself. A listpack of fields and values in turn
/// while it is small and no field expires, else a table; it never goes back. A view on the thread that runs the shard;
/// the record's memory is the store's, the value's is the shard's heap. A field past its deadline is still there, and
/// counted, until it is reclaimed: whoever looks says what time it is.
/// </summary>
public readonly struct HashValue : IValueView<HashValue>
{
    /// <summary>The deadline of a field that has none.</summary>
    public const long NoDeadline = Member.NoDeadline;

    /// <summary>A listpack is not made longer than this, in bytes.</summary>
    const long ListPackBytesMax = 1L << 30;

    /// <summary>A random field is looked for so often among expired ones.</summary>
    const int RandomTriesMax = 100;

    readonly ValueHome home;
    readonly Record record;

    HashValue(ValueHome home, Record record)
    {
        this.home = home;
        this.record = record;
    }

    public static RecordType Type => RecordType.Hash;

    public Record Record => record;

    /// <summary>The number of fields, also of those that have expired and are still there.</summary>
    public long Count => IsListPack ? ListPack.Count / 2 : Members.Count;

    public bool IsEmpty => IsListPack ? ListPack.IsEmpty : Members.Count == 0;

    public bool IsListPack
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => record.Encoding == RecordEncoding.ListPack;
    }

    /// <summary>Whether some field has a deadline.</summary>
    public bool HasDeadlines => !IsListPack && !Deadlines.IsNone && Deadlines.Queue.Count > 0;

    /// <summary>The fields and values in turn, where it is a listpack.</summary>
    public ListPack ListPack
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(record.Reference);
    }

    MemberTable Members => new(home, record.Reference.Address);

    FieldDeadlines Deadlines => FieldDeadlines.Of(record.Reference);

    public static NewValue Create(ValueHome home) => new(RecordEncoding.ListPack, ListPackEditor.Create(home.Heap));

    public static HashValue Open(ValueHome home, Record record) => new(home, record);

    /// <summary>Whether a member has expired at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsExpired(Member member, long now) => member.HasDeadline && member.Deadline < now;

    /// <summary>How many fields have not expired.</summary>
    public long CountLive(long now) => HasDeadlines ? Count - Deadlines.Queue.CountBefore(now) : Count;

    /// <summary>The value of a field; valid until the hash changes.</summary>
    public bool TryGet(ReadOnlySpan<byte> field, long now, out ListPackItem value)
    {
        if (!IsListPack)
        {
            var found = TryFind(field, now, out var member);
            value = found ? new(member.Value) : default;
            return found;
        }
        var list = ListPack;
        var position = list.Find(field, list.First, skip: 1);
        value = position == 0 ? default : list.Read(list.Next(position));
        return position != 0;
    }

    public bool Contains(ReadOnlySpan<byte> field, long now)
    {
        if (!IsListPack) return TryFind(field, now, out _);
        var list = ListPack;
        return list.Find(field, list.First, skip: 1) != 0;
    }

    /// <summary>A field's deadline in Unix milliseconds, or <see cref="NoDeadline"/>; false where it is not.</summary>
    public bool TryGetDeadline(ReadOnlySpan<byte> field, long now, out long deadline)
    {
        deadline = NoDeadline;
        if (IsListPack) return Contains(field, now);
        if (!TryFind(field, now, out var member)) return false;
        deadline = member.Deadline;
        return true;
    }

    /// <summary>
    /// Becomes a table where so many more fields, or texts of such length, would not fit a listpack: once for many
    /// fields instead of on the way.
    /// </summary>
    public void MakeRoom(long fields, long longestText, long textBytes)
    {
        if (!IsListPack) return;
        var limits = home.Limits;
        if (fields > limits.HashListPackEntries || longestText > limits.HashListPackValue
            || record.Reference.Length + textBytes > ListPackBytesMax) BecomeTable();
    }

    /// <summary>Sets a field's value and deadline, of which <see cref="NoDeadline"/> is none.</summary>
    public FieldChange Set(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value, long deadline, long now)
    {
        if (IsListPack)
        {
            var longest = home.Limits.HashListPackValue;
            if (deadline == NoDeadline && field.Length <= longest && value.Length <= longest)
                return SetInListPack(field, value);
            BecomeTable();
        }
        var members = Members;
        var hash = members.Hash(field);
        var old = members.Find(hash, field);
        if (old.IsNone)
        {
            var added = members.Add(hash, field, value, deadline);
            if (deadline != NoDeadline) MakeDeadlines().Queue.Add(home.Heap, added);
            return FieldChange.Added;
        }
        var change = IsExpired(old, now) ? FieldChange.ReplacedExpired : FieldChange.Updated;
        ReplaceIn(members, old, value, deadline);
        return change;
    }

    /// <summary>Sets a field's value; it keeps its deadline, unless it has expired.</summary>
    public FieldChange SetKeepingDeadline(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value, long now)
    {
        TryGetDeadline(field, now, out var deadline);
        return Set(field, value, deadline, now);
    }

    /// <summary>Gives a field that is there another deadline, or takes it away.</summary>
    public void SetDeadline(ReadOnlySpan<byte> field, long deadline)
    {
        if (IsListPack)
        {
            if (deadline == NoDeadline) return;
            BecomeTable();
        }
        var members = Members;
        var old = members.Find(field);
        var queue = MakeDeadlines();
        if (old.HasDeadline && deadline != NoDeadline)
        {
            old.Deadline = deadline;
            queue.Queue.Changed(old.QueuePlace, old);
            return;
        }
        if (old.HasDeadline) queue.Queue.Remove(home.Heap, old);
        var changed = members.SetDeadline(old, deadline);
        if (deadline != NoDeadline) queue.Queue.Add(home.Heap, changed);
    }

    /// <summary>Removes a field; false where it was not there or has expired.</summary>
    public bool Remove(ReadOnlySpan<byte> field, long now)
    {
        if (IsListPack) return RemoveFromListPack(field);
        if (!TryFind(field, now, out var member)) return false;
        Remove(Members, member);
        return true;
    }

    /// <summary>Removes a field, also an expired one; false where it was not there.</summary>
    public bool RemoveAny(ReadOnlySpan<byte> field) => Remove(field, now: long.MinValue);

    /// <summary>Removes up to so many expired fields, the longest expired first, and returns how many.</summary>
    public int RemoveExpired(long now, int fieldsMax)
    {
        var removed = 0;
        for (; removed < fieldsMax && HasDeadlines; removed++)
        {
            var first = Deadlines.Queue.First;
            if (!IsExpired(first, now)) break;
            Remove(Members, first);
        }
        return removed;
    }

    /// <summary>All fields that have not expired, for a hash that does not change meanwhile.</summary>
    public HashFields Fields(long now) => IsListPack ? new(ListPack) : new(Members, now);

    /// <summary>
    /// Shows some fields that have not expired and returns the cursor of the next, 0 after the last; a listpack is
    /// shown whole. Between steps the hash may change: what stays in it meanwhile is shown at least once.
    /// </summary>
    /// <param name="met">Grows by the fields that were met, also by expired ones.</param>
    public ulong Scan<TVisitor>(ulong cursor, long now, ref TVisitor visitor, ref long met)
        where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        if (IsListPack)
        {
            for (var fields = Fields(now); fields.MoveNext(); met++) visitor.Visit(fields.Field, fields.Value);
            return 0;
        }
        var adapter = new ScanAdapter<TVisitor> { Visitor = visitor, Met = met, Now = now };
        cursor = Members.Scan(cursor, ref adapter);
        visitor = adapter.Visitor;
        met = adapter.Met;
        return cursor;
    }

    /// <summary>
    /// A field chosen at random, each as likely; false where there is none, or where so many have expired that none was
    /// found.
    /// </summary>
    public bool TryPickRandom(long now, out ListPackItem field, out ListPackItem value, out nint identity)
    {
        field = value = default;
        identity = 0;
        if (IsListPack)
        {
            var list = ListPack;
            if (list.IsEmpty) return false;
            var position = list.Seek(2 * (int)(home.NextRandom() % (ulong)Count));
            field = list.Read(position);
            value = list.Read(list.Next(position));
            identity = position;
            return true;
        }
        for (var tries = 0; tries < RandomTriesMax; tries++)
        {
            var member = Members.Random();
            if (member.IsNone) return false;
            if (IsExpired(member, now)) continue;
            field = new(member.Name);
            value = new(member.Value);
            identity = member.Address;
            return true;
        }
        return false;
    }

    /// <summary>A number from the generator that picks random fields.</summary>
    public ulong NextRandom() => home.NextRandom();

    bool TryFind(ReadOnlySpan<byte> field, long now, out Member member)
    {
        member = Members.Find(field);
        return !member.IsNone && !IsExpired(member, now);
    }

    FieldChange SetInListPack(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        var reference = record.Reference;
        var editor = new ListPackEditor(home.Heap, ref reference);
        var list = editor.View;
        var position = list.Find(field, list.First, skip: 1);
        if (position != 0)
        {
            editor.Replace(list.Next(position), value);
            record.SetValue(RecordEncoding.ListPack, reference);
            return FieldChange.Updated;
        }
        editor.Append(field);
        editor.Append(value);
        record.SetValue(RecordEncoding.ListPack, reference);
        if (Count > home.Limits.HashListPackEntries) BecomeTable();
        return FieldChange.Added;
    }

    bool RemoveFromListPack(ReadOnlySpan<byte> field)
    {
        var reference = record.Reference;
        var editor = new ListPackEditor(home.Heap, ref reference);
        var list = editor.View;
        var position = list.Find(field, list.First, skip: 1);
        if (position == 0) return false;
        editor.Delete(position, count: 2);
        record.SetValue(RecordEncoding.ListPack, reference);
        return true;
    }

    void ReplaceIn(MemberTable members, Member old, ReadOnlySpan<byte> value, long deadline)
    {
        if (!old.HasDeadline && deadline == NoDeadline)
        {
            members.Replace(old, value, deadline);
            return;
        }
        var deadlines = MakeDeadlines();
        if (!old.HasDeadline || deadline == NoDeadline)
        {
            if (old.HasDeadline) deadlines.Queue.Remove(home.Heap, old);
            var replaced = members.Replace(old, value, deadline);
            if (deadline != NoDeadline) deadlines.Queue.Add(home.Heap, replaced);
            return;
        }
        var place = old.QueuePlace;
        deadlines.Queue.Changed(place, members.Replace(old, value, deadline));
    }

    void Remove(MemberTable members, Member member)
    {
        if (member.HasDeadline) Deadlines.Queue.Remove(home.Heap, member);
        members.Remove(member);
    }

    /// <summary>The hash's deadlines, made where it has none. The store frees them when they are empty.</summary>
    FieldDeadlines MakeDeadlines()
    {
        var reference = record.Reference;
        var deadlines = FieldDeadlines.Of(reference);
        if (!deadlines.IsNone) return deadlines;
        deadlines = FieldDeadlines.Create(home.Heap);
        record.Reference = reference with { Length = deadlines.Address };
        return deadlines;
    }

    void BecomeTable()
    {
        var reference = record.Reference;
        var members = MemberTable.Create(home);
        Span<byte> fieldScratch = stackalloc byte[ListPackItem.ScratchBytes];
        Span<byte> valueScratch = stackalloc byte[ListPackItem.ScratchBytes];
        for (var fields = new HashFields(ListPack); fields.MoveNext();)
        {
            var field = fields.Field.AsSpan(fieldScratch);
            members.Add(members.Hash(field), field, fields.Value.AsSpan(valueScratch));
        }
        record.SetValue(RecordEncoding.Root, new(members.Address, Length: 0, Capacity: 0));
        ListPackEditor.Free(home.Heap, reference);
    }

    /// <summary>Holds the visitor by value: a reference to one that is itself a ref struct cannot be held.</summary>
    ref struct ScanAdapter<TVisitor> : IMemberVisitor where TVisitor : struct, IFieldVisitor, allows ref struct
    {
        public TVisitor Visitor;
        public long Met;
        public long Now;

        public void Visit(Member member)
        {
            Met++;
            if (!IsExpired(member, Now)) Visitor.Visit(new(member.Name), new(member.Value));
        }
    }
}
