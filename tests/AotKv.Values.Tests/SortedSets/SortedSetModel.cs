using System.Text;

namespace AotKv.Values.Tests.SortedSets;

/// <summary>A sorted set as one would first write it: a dictionary and, sorted when asked for, a list.</summary>
sealed class SortedSetModel
{
    readonly Dictionary<string, double> scores = [];
    List<(double Score, string Member)>? sorted;

    public int Count => scores.Count;

    public bool TryGet(string member, out double score) => scores.TryGetValue(member, out score);

    public List<(double Score, string Member)> Sorted => sorted ??= Sort();

    public void Set(string member, double score)
    {
        scores[member] = score;
        sorted = null;
    }

    public bool Remove(string member)
    {
        sorted = null;
        return scores.Remove(member);
    }

    public void RemoveRange(int rank, int count)
    {
        foreach (var (_, member) in Sorted.GetRange(rank, count)) scores.Remove(member);
        sorted = null;
    }

    public static byte[] Bytes(string member) => Encoding.Latin1.GetBytes(member);

    List<(double Score, string Member)> Sort()
    {
        var list = scores.Select(pair => (pair.Value, pair.Key)).ToList();
        list.Sort((left, right) => left.Value != right.Value
            ? left.Value.CompareTo(right.Value)
            : string.CompareOrdinal(left.Key, right.Key));
        return list;
    }
}
