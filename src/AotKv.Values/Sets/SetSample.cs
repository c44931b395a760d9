using AotKv.Memory;
using AotKv.Values.Collections;
using AotKv.Values.IntSets;
using AotKv.Values.ListPacks;
using AotKv.Values.Members;

namespace AotKv.Values.Sets;

/// <summary>
/// Picks several elements of one set at random: what SRANDMEMBER and SPOP with a count need. Lives on the stack.
/// </summary>
public readonly ref struct SetSample(ValueHome home, SetContent content)
{
    /// <summary>
    /// Where the set has more than this many times the elements wanted, they are picked one by one, and those that were
    /// picked before are left; otherwise one walk selects them.
    /// </summary>
    const long PickBelowShare = 3;

    readonly ValueHome home = home;
    readonly SetContent content = content;

    /// <summary>Shows so many elements, each drawn from all of them.</summary>
    public void WithRepetition<TVisitor>(long count, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        if (content.Encoding == RecordEncoding.ListPack)
        {
            FromListPack(count, ref visitor);
            return;
        }
        while (count-- > 0 && visitor.Visit(content.Random(home))) { }
    }

    /// <summary>Shows so many different elements, at most all, every combination as likely.</summary>
    public void Distinct<TVisitor>(long count, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        var size = content.Count;
        if (content.Encoding == RecordEncoding.Root && count < size / PickBelowShare)
        {
            FromTable((int)count, ref visitor);
            return;
        }
        var selection = new Selection(home, count, size);
        foreach (var item in content)
            if (selection.TakesNext() && !visitor.Visit(item)) return;
    }

    /// <summary>
    /// Removes so many elements, fewer than all, every combination as likely, shows them, and returns the rest, which
    /// has the form it had.
    /// </summary>
    public SetContent Take<TVisitor>(long count, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        switch (content.Encoding)
        {
            case RecordEncoding.IntSet: return TakeFromIntSet(count, ref visitor);
            case RecordEncoding.ListPack: return TakeFromListPack(count, ref visitor);
        }
        var table = content.TableOf(home);
        for (; count > 0; count--)
        {
            var member = table.Random();
            visitor.Visit(new(member.Name));
            table.Remove(member);
        }
        return content;
    }

    /// <summary>Moves so many elements of a table, fewer than all, to another set, chosen at random.</summary>
    public void MoveTo(ref SetContent other, long count)
    {
        var table = content.TableOf(home);
        for (; count > 0; count--)
        {
            var member = table.Random();
            other.Add(home, member.Name);
            table.Remove(member);
        }
    }

    void FromListPack<TVisitor>(long count, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        var list = content.AsListPack();
        using var positions = new NativeList<int>();
        for (var position = list.First; position != 0; position = list.Next(position)) positions.Add(position);
        for (; count > 0; count--)
        {
            var position = positions[RandomNumber.Below(home, positions.Count)];
            if (!visitor.Visit(list.Read(position))) return;
        }
    }

    void FromTable<TVisitor>(int count, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        using var seen = new SeenAddresses(count);
        var table = content.TableOf(home);
        while (count > 0)
        {
            var member = table.Random();
            if (!seen.Add(member.Address)) continue;
            if (!visitor.Visit(new(member.Name))) return;
            count--;
        }
    }

    SetContent TakeFromIntSet<TVisitor>(long count, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        var reference = content.Reference;
        var editor = new IntSetEditor(home.Heap, ref reference);
        if (count == 1)
        {
            var index = RandomNumber.Below(home, editor.View.Count);
            visitor.Visit(new(editor.View[index]));
            editor.RemoveAt(index);
            return new(RecordEncoding.IntSet, reference);
        }
        ValueReference rest = default;
        var kept = new IntSetEditor(home.Heap, ref rest);
        var selection = new Selection(home, count, content.Count);
        foreach (var item in content)
        {
            if (selection.TakesNext()) visitor.Visit(item);
            else kept.Add(item.Integer);
        }
        IntSetEditor.Free(home.Heap, reference);
        return new(RecordEncoding.IntSet, rest);
    }

    SetContent TakeFromListPack<TVisitor>(long count, ref TVisitor visitor)
        where TVisitor : struct, ISetVisitor, allows ref struct
    {
        var reference = content.Reference;
        if (count == 1)
        {
            var list = new ListPack(reference);
            var position = list.Seek(RandomNumber.Below(home, list.Count));
            visitor.Visit(list.Read(position));
            new ListPackEditor(home.Heap, ref reference).Delete(position);
            return new(RecordEncoding.ListPack, reference);
        }
        var rest = ListPackEditor.Create(home.Heap, capacity: (int)reference.Length);
        var kept = new ListPackEditor(home.Heap, ref rest);
        var selection = new Selection(home, count, content.Count);
        foreach (var item in content)
        {
            if (selection.TakesNext()) visitor.Visit(item);
            else if (item.IsInteger) kept.Append(item.Integer);
            else kept.Append(item.Text);
        }
        ListPackEditor.Free(home.Heap, reference);
        return new(RecordEncoding.ListPack, rest);
    }
}
