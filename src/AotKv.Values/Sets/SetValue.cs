using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Members;

namespace AotKv.Values.Sets;

/// <summary>The set at one key, to read and to change. What it holds is a <see cref="SetContent"/>.</summary>
public readonly struct SetValue : IValueView<SetValue>
{
    readonly Record record;

    SetValue(ValueHome home, Record record)
    {
        Home = home;
        this.record = record;
    }

    static RecordType IValueView<SetValue>.Type => RecordType.Set;

    /// <summary>The home of the set's memory.</summary>
    public ValueHome Home { get; }

    public Record Record => record;

    public long Count => Content.Count;

    public bool IsEmpty => Count == 0;

    /// <summary>The elements. What is set must be all that is left of what was got.</summary>
    public SetContent Content
    {
        get => new(record.Encoding, record.Reference);
        set => record.SetValue(value.Encoding, value.Reference);
    }

    static NewValue IValueView<SetValue>.Create(ValueHome home) => new(RecordEncoding.IntSet, Reference: default);

    static SetValue IValueView<SetValue>.Open(ValueHome home, Record record) => new(home, record);

    /// <summary>Makes it ready for so many elements more, the first of which is known.</summary>
    public void Expect(ReadOnlySpan<byte> first, long added)
    {
        var content = Content;
        content.Expect(Home, first, added);
        Content = content;
    }

    /// <summary>Adds an element; false where it was there.</summary>
    public bool Add(ReadOnlySpan<byte> text)
    {
        var content = Content;
        if (!content.Add(Home, text)) return false;
        Content = content;
        return true;
    }

    /// <summary>Removes an element; false where it was not there.</summary>
    public bool Remove(ReadOnlySpan<byte> text)
    {
        var content = Content;
        if (!content.Remove(Home, text)) return false;
        Content = content;
        return true;
    }

    public bool Contains(ReadOnlySpan<byte> text) => Content.Contains(Home, text);

    /// <summary>An element chosen at random, each as likely.</summary>
    public ListPackItem Random() => Content.Random(Home);

    /// <summary>
    /// Shows about so many elements, or all where the set is compact, and returns the cursor of the next, 0 after the
    /// last; see <see cref="MemberTable.Scan"/>. Whether the visitor wants more is not asked.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, long count, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        var content = Content;
        if (content.Encoding != RecordEncoding.Root)
        {
            foreach (var item in content) visitor.Visit(item);
            return 0;
        }
        var shown = new ScanStep<TVisitor> { Visitor = visitor };
        var table = content.TableOf(Home);
        do cursor = table.Scan(cursor, ref shown);
        while (cursor != 0 && shown.Count < count);
        visitor = shown.Visitor;
        return cursor;
    }

    /// <summary>All elements, for a set that does not change meanwhile: foreach.</summary>
    public SetWalk GetEnumerator() => Content.GetEnumerator();

    /// <summary>Passes members of a table on, and counts them.</summary>
    ref struct ScanStep<TVisitor> : IMemberVisitor
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        public TVisitor Visitor;

        public long Count;

        public void Visit(Member member)
        {
            Count++;
            Visitor.Visit(new ListPackItem(member.Name));
        }
    }
}
