using AotKv.Memory;

namespace AotKv.Commands.Strings;

/// <summary>
/// The longest common subsequence of two strings, by the table of all prefixes' lengths (Wagner and Fischer, 1974).
/// Lives for one command, which disposes of it; the table is a native block of 4 bytes for each pair of prefixes.
/// </summary>
ref struct CommonSubsequence : IDisposable
{
    readonly ReadOnlySpan<byte> first;
    readonly ReadOnlySpan<byte> second;
    NativeList<uint> table;

    /// <summary>Fills the table, which must have no more than <see cref="int.MaxValue"/> entries.</summary>
    public CommonSubsequence(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        this.first = first;
        this.second = second;
        table.Advance(EntriesFor(first, second, ref table));
        Row(0).Clear();
        for (var i = 1; i <= first.Length; i++) FillRow(first[i - 1], Row(i - 1), Row(i));
    }

    /// <summary>The entries of the table for two strings.</summary>
    public static long Entries(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        (first.Length + 1L) * (second.Length + 1L);

    public readonly int Length => (int)Row(first.Length)[second.Length];

    /// <summary>
    /// Walks back over the pairs of equal bytes from the last to the first. Where a step can be taken in either string
    /// it is taken in the second, as in Valkey.
    /// </summary>
    /// <param name="i">The place in the first string after the pair found before; its length at first.</param>
    /// <param name="j">The same in the second string.</param>
    public readonly bool TryStepBack(ref int i, ref int j)
    {
        while (i > 0 && j > 0)
        {
            if (first[i - 1] == second[j - 1])
            {
                i--;
                j--;
                return true;
            }
            if (Row(i - 1)[j] > Row(i)[j - 1]) i--;
            else j--;
        }
        return false;
    }

    readonly void FillRow(byte one, ReadOnlySpan<uint> above, Span<uint> row)
    {
        row[0] = 0;
        for (var j = 1; j < row.Length; j++)
            row[j] = second[j - 1] == one ? above[j - 1] + 1 : Math.Max(above[j], row[j - 1]);
    }

    readonly Span<uint> Row(int i) => table.Span.Slice(i * (second.Length + 1), second.Length + 1);

    static int EntriesFor(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ref NativeList<uint> table)
    {
        var entries = checked((int)Entries(first, second));
        table.EnsureRoom(entries);
        return entries;
    }

    public void Dispose() => table.Dispose();
}
