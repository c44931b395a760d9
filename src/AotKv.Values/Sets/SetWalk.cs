using AotKv.Values.IntSets;
using AotKv.Values.ListPacks;
using AotKv.Values.Members;

namespace AotKv.Values.Sets;

/// <summary>
/// Walks over all elements of a set that does not change meanwhile, in the order of its form. Lives on the stack.
/// </summary>
public ref struct SetWalk
{
    readonly RecordEncoding encoding;
    readonly ListPack list;
    readonly IntSet integers;
    MemberTable.Enumerator members;

    /// <summary>An intset's next index, or the position in a listpack of the element being shown.</summary>
    int place;

    internal SetWalk(scoped in SetContent content)
    {
        encoding = content.Encoding;
        switch (encoding)
        {
            case RecordEncoding.IntSet: integers = content.AsIntSet(); break;
            case RecordEncoding.ListPack: list = content.AsListPack(); break;
            default: members = content.TableOf(home: null!).GetEnumerator(); break;
        }
    }

    /// <summary>The element: a number where the form holds it as one.</summary>
    public readonly ListPackItem Current => encoding switch
    {
        RecordEncoding.Root => new(members.Current.Name),
        RecordEncoding.ListPack => list.Read(place),
        _ => new(integers[place - 1]),
    };

    public bool MoveNext()
    {
        switch (encoding)
        {
            case RecordEncoding.Root:
                return members.MoveNext();
            case RecordEncoding.ListPack:
                place = place == 0 ? list.First : list.Next(place);
                return place != 0;
            default:
                return place++ < integers.Count;
        }
    }
}
