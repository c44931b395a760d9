using AotKv.Engine;
using AotKv.Values.ListPacks;
using AotKv.Values.Sets;

namespace AotKv.Commands.Sets;

/// <summary>Answers with elements of sets, as they are shown, and counts them. Lives on the stack.</summary>
ref struct SetElements(Reply reply) : ISetVisitor
{
    readonly Reply reply = reply;

    /// <summary>The elements shown.</summary>
    public long Count { get; private set; }

    /// <summary>Whether it wants no more when nobody will be sent them.</summary>
    public bool StopsWhenCut { get; init; }

    public bool Visit(scoped in ListPackItem item)
    {
        Answer(reply, item);
        Count++;
        return !StopsWhenCut || !reply.IsCut;
    }

    public static void Answer(in Reply reply, scoped in ListPackItem item)
    {
        if (item.IsInteger) reply.BulkInteger(item.Integer);
        else reply.Bulk(item.Text);
    }
}
