using AotKv.Values.ListPacks;
using AotKv.Values.Sets;

namespace AotKv.Commands.Sets;

/// <summary>Counts elements up to a limit; a limit of 0 is none. Lives on the stack.</summary>
struct ElementCounter(long limit) : ISetVisitor
{
    public long Count { get; private set; }

    public bool Visit(scoped in ListPackItem item) => ++Count != limit;
}
