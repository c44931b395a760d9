using AotKv.Values.ListPacks;

namespace AotKv.Values.Sets;

/// <summary>Is shown elements of a set, one at a time. It must not change the set meanwhile.</summary>
public interface ISetVisitor
{
    /// <summary>Takes an element, valid during the call, and says whether it wants more.</summary>
    bool Visit(scoped in ListPackItem item);
}
