using AotKv.Values.ListPacks;
using AotKv.Values.Members;

namespace AotKv.Values.Hashes;

/// <summary>
/// Walks over the fields of a hash that have not expired, in the order they are stored in. Lives on the stack; the hash
/// must not change meanwhile.
/// </summary>
public ref struct HashFields
{
    readonly ListPack list;
    readonly long now;
    readonly bool isListPack;
    MemberTable.Enumerator members;
    int position;
    int next;

    internal HashFields(ListPack list)
    {
        this.list = list;
        isListPack = true;
        next = list.First;
    }

    internal HashFields(MemberTable table, long now)
    {
        members = table.GetEnumerator();
        this.now = now;
    }

    /// <summary>The present field.</summary>
    public readonly ListPackItem Field => isListPack ? list.Read(position) : new(members.Current.Name);

    /// <summary>Its value.</summary>
    public readonly ListPackItem Value => isListPack ? list.Read(list.Next(position)) : new(members.Current.Value);

    /// <summary>Its deadline in Unix milliseconds, or <see cref="HashValue.NoDeadline"/>.</summary>
    public readonly long Deadline => isListPack ? HashValue.NoDeadline : members.Current.Deadline;

    public bool MoveNext()
    {
        if (isListPack)
        {
            position = next;
            if (position == 0) return false;
            next = list.Next(list.Next(position));
            return true;
        }
        while (members.MoveNext())
            if (!HashValue.IsExpired(members.Current, now)) return true;
        return false;
    }
}
