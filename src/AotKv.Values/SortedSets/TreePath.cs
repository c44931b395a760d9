using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AotKv.Values.SortedSets;

/// <summary>
/// A way from the root of a <see cref="RankTree"/> down to a place in a leaf: which child was taken at each level, then
/// the leaf and the position there, which may be behind its last member. Valid until the tree changes. Lives on the
/// stack.
/// </summary>
struct TreePath
{
    /// <summary>More levels than a tree that fits memory can have.</summary>
    const int LevelsMax = 14;

    public readonly record struct Step(nint Node, int Slot);

    [InlineArray(LevelsMax)]
    struct StepArray
    {
        Step first;
    }

    StepArray steps;

    public nint Leaf;

    public int Position;

    /// <summary>The step at a level, the root's being 0.</summary>
    [UnscopedRef]
    public ref Step this[int level] => ref steps[level];
}
