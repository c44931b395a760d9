using AotKv.Values.Tables;

namespace AotKv.Values.SortedSets;

/// <summary>
/// The root of a large sorted set, in the shard's heap: its members by name, in order, and the bytes of their blocks.
/// </summary>
struct SortedSetRoot
{
    public LinearTable<ScoredMember> Table;
    public RankTree Tree;
    public long MemberBytes;
}
