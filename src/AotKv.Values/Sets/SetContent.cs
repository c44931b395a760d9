using AotKv.Values.Collections;
using AotKv.Values.IntSets;
using AotKv.Values.ListPacks;
using AotKv.Values.Members;

namespace AotKv.Values.Sets;

/// <summary>
/// The elements of one set, in whichever form: an intset, a listpack, or the table of large sets. It is what a record
/// refers to, or a result that no record has yet; it owns its memory in the home's heap, so one copy of it is in use.
/// All zeros is an empty set. Forms follow <see cref="EncodingLimits"/> at Valkey's points and never become smaller.
/// </summary>
public struct SetContent
{
    /// <summary>More integers than this are never an intset, whatever the limits say.</summary>
    const long IntSetEntriesMax = 1 << 27;

    /// <summary>So many elements ahead of the one that is added to a table, its bucket is asked for.</summary>
    const int AskedAhead = 16;

    /// <summary>A listpack does not grow beyond this, whatever the limits say.</summary>
    const long ListPackBytesMax = 1 << 30;

    RecordEncoding encoding;
    ValueReference reference;

    internal SetContent(RecordEncoding encoding, in ValueReference reference)
    {
        this.encoding = encoding;
        this.reference = reference;
    }

    /// <summary>The form: IntSet, ListPack or Root.</summary>
    public readonly RecordEncoding Encoding =>
        encoding == RecordEncoding.Inline ? RecordEncoding.IntSet : encoding;

    internal readonly ValueReference Reference => reference;

    public readonly long Count => Encoding switch
    {
        RecordEncoding.IntSet => AsIntSet().Count,
        RecordEncoding.ListPack => AsListPack().Count,
        _ => TableOf(home: null!).Count,
    };

    public readonly IntSet AsIntSet() => new(reference);

    public readonly ListPack AsListPack() => new(reference);

    public readonly MemberTable TableOf(ValueHome home) => new(home, reference.Address);

    /// <summary>
    /// Makes an empty set ready for about so many elements, the first of which is known; or a set with elements ready
    /// for so many more.
    /// </summary>
    public void Expect(ValueHome home, ReadOnlySpan<byte> first, long added)
    {
        var limits = home.Limits;
        if (reference.Address != 0)
        {
            var isTooMany = Encoding switch
            {
                RecordEncoding.IntSet => added > limits.SetIntSetEntries,
                RecordEncoding.ListPack => added > limits.SetListPackEntries,
                _ => false,
            };
            if (isTooMany) ToTable(home);
            return;
        }
        if (added <= limits.SetIntSetEntries && DecimalInteger.TryParse(first, out _)) return;
        if (added <= limits.SetListPackEntries) BecomeListPack(home);
        else ToTable(home);
    }

    /// <summary>An empty set in the form of large ones.</summary>
    public static SetContent NewTable(ValueHome home) => OfTable(MemberTable.Create(home));

    /// <summary>Makes an empty set a listpack.</summary>
    public void BecomeListPack(ValueHome home)
    {
        encoding = RecordEncoding.ListPack;
        reference = ListPackEditor.Create(home.Heap);
    }

    /// <summary>Adds an element; false where it was there.</summary>
    public bool Add(ValueHome home, ReadOnlySpan<byte> text)
    {
        switch (Encoding)
        {
            case RecordEncoding.Root:
                return TableOf(home).TryAdd(text);
            case RecordEncoding.ListPack:
                var list = AsListPack();
                if (list.Find(text, list.First) != 0) return false;
                AddToListPack(home, text);
                return true;
            default:
                if (DecimalInteger.TryParse(text, out var number)) return AddInteger(home, number);
                AddText(home, text);
                return true;
        }
    }

    /// <summary>Adds an element of any set; false where it was there.</summary>
    public bool Add(ValueHome home, scoped in ListPackItem item)
    {
        if (item.IsInteger && Encoding == RecordEncoding.IntSet) return AddInteger(home, item.Integer);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        return Add(home, item.AsSpan(scratch));
    }

    /// <summary>Removes an element; false where it was not there.</summary>
    public bool Remove(ValueHome home, ReadOnlySpan<byte> text)
    {
        switch (Encoding)
        {
            case RecordEncoding.Root:
                return TableOf(home).Remove(text);
            case RecordEncoding.ListPack:
                var list = AsListPack();
                var position = list.Find(text, list.First);
                if (position == 0) return false;
                new ListPackEditor(home.Heap, ref reference).Delete(position);
                return true;
            default:
                return DecimalInteger.TryParse(text, out var number)
                    && new IntSetEditor(home.Heap, ref reference).Remove(number);
        }
    }

    public readonly bool Contains(ValueHome home, ReadOnlySpan<byte> text)
    {
        switch (Encoding)
        {
            case RecordEncoding.Root:
                return TableOf(home).Contains(text);
            case RecordEncoding.ListPack:
                var list = AsListPack();
                return list.Find(text, list.First) != 0;
            default:
                return DecimalInteger.TryParse(text, out var number) && AsIntSet().Contains(number);
        }
    }

    public readonly bool Contains(ValueHome home, scoped in ListPackItem item)
    {
        if (item.IsInteger && Encoding == RecordEncoding.IntSet) return AsIntSet().Contains(item.Integer);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        return Contains(home, item.AsSpan(scratch));
    }

    /// <summary>An element chosen at random, each as likely; not of an empty set.</summary>
    public readonly ListPackItem Random(ValueHome home)
    {
        switch (Encoding)
        {
            case RecordEncoding.Root:
                return new(TableOf(home).Random().Name);
            case RecordEncoding.ListPack:
                var list = AsListPack();
                return list.Read(list.Seek(RandomNumber.Below(home, list.Count)));
            default:
                var integers = AsIntSet();
                return new(integers[RandomNumber.Below(home, integers.Count)]);
        }
    }

    /// <summary>All elements, for a set that does not change meanwhile: foreach.</summary>
    public readonly SetWalk GetEnumerator() => new(this);

    /// <summary>
    /// Becomes an intset, where it may be one by its size; its elements are known to be integers all.
    /// </summary>
    public void BecomeIntSet(ValueHome home)
    {
        if (Encoding == RecordEncoding.IntSet || Count > IntSetLimit(home)) return;
        ValueReference integers = default;
        var editor = new IntSetEditor(home.Heap, ref integers);
        foreach (var item in this)
        {
            var number = item.Integer;
            if (!item.IsInteger && !DecimalInteger.TryParse(item.Text, out number))
                throw new InvalidOperationException("The set holds more than integers.");
            editor.Add(number);
        }
        Free(home);
        encoding = RecordEncoding.IntSet;
        reference = integers;
    }

    /// <summary>The same elements in the heap of another home, which may be the same.</summary>
    internal readonly SetContent CopyTo(ValueHome target) => Encoding switch
    {
        RecordEncoding.IntSet => new(RecordEncoding.IntSet, IntSetEditor.Create(target.Heap, AsIntSet().Bytes)),
        RecordEncoding.ListPack => new(
            RecordEncoding.ListPack, ListPackEditor.Create(target.Heap, AsListPack().Bytes)),
        _ => OfTable(TableOf(target).CopyTo(target)),
    };

    /// <summary>Frees all at once. For a set of many elements <see cref="SetKind"/> has the slices.</summary>
    public void Free(ValueHome home)
    {
        while (FreeSome(home, long.MaxValue)) { }
        this = default;
    }

    /// <summary>Frees about so many elements. False when nothing is left; nothing else may be called then.</summary>
    internal readonly bool FreeSome(ValueHome home, long elementsMax)
    {
        switch (Encoding)
        {
            case RecordEncoding.Root: return TableOf(home).FreeSome(elementsMax);
            case RecordEncoding.ListPack: ListPackEditor.Free(home.Heap, reference); return false;
            default: IntSetEditor.Free(home.Heap, reference); return false;
        }
    }

    /// <summary>Adds an integer to an intset.</summary>
    bool AddInteger(ValueHome home, long number)
    {
        if (!new IntSetEditor(home.Heap, ref reference).Add(number)) return false;
        if (AsIntSet().Count > IntSetLimit(home)) ToTable(home);
        return true;
    }

    /// <summary>Adds what is no integer to an intset, which cannot stay one.</summary>
    void AddText(ValueHome home, ReadOnlySpan<byte> text)
    {
        var limits = home.Limits;
        var integers = AsIntSet();
        var count = integers.Count;
        var longest = count == 0
            ? 0
            : Math.Max(DecimalInteger.LengthOf(integers.Min), DecimalInteger.LengthOf(integers.Max));
        var fits = count < limits.SetListPackEntries
            && text.Length <= limits.SetListPackValue && longest <= limits.SetListPackValue
            && (long)count * (longest + 2) + text.Length <= ListPackBytesMax;
        if (!fits)
        {
            ToTable(home);
            TableOf(home).TryAdd(text);
            return;
        }
        var old = this;
        BecomeListPack(home);
        var editor = new ListPackEditor(home.Heap, ref reference);
        for (var index = 0; index < count; index++) editor.Append(integers[index]);
        editor.Append(text);
        old.Free(home);
    }

    /// <summary>Adds an element that is not there.</summary>
    void AddToListPack(ValueHome home, ReadOnlySpan<byte> text)
    {
        var limits = home.Limits;
        var fits = AsListPack().Count < limits.SetListPackEntries && text.Length <= limits.SetListPackValue
            && reference.Length + text.Length <= ListPackBytesMax;
        if (fits)
        {
            new ListPackEditor(home.Heap, ref reference).Append(text);
            return;
        }
        ToTable(home);
        TableOf(home).TryAdd(text);
    }

    void ToTable(ValueHome home)
    {
        var table = MemberTable.Create(home, Count);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        Span<ulong> hashes = stackalloc ulong[AskedAhead];
        // Each element's bucket is asked for while those before it are added.
        var ahead = GetEnumerator();
        var walk = GetEnumerator();
        for (var i = 0L; ; i++)
        {
            ref var hash = ref hashes[(int)(i % AskedAhead)];
            if (i >= AskedAhead)
            {
                if (!walk.MoveNext()) break;
                table.Add(hash, walk.Current.AsSpan(scratch));
            }
            if (!ahead.MoveNext()) continue;
            hash = table.Hash(ahead.Current.AsSpan(scratch));
            table.Prefetch(hash);
        }
        Free(home);
        this = OfTable(table);
    }

    static SetContent OfTable(MemberTable table) =>
        new(RecordEncoding.Root, new ValueReference(table.Address, Length: 0, Capacity: 0));

    static long IntSetLimit(ValueHome home) => Math.Min(home.Limits.SetIntSetEntries, IntSetEntriesMax);
}
