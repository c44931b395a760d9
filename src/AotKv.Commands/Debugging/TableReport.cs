using System.Globalization;
using System.Text;
using AotKv.Values.Tables;

namespace AotKv.Commands.Debugging;

/// <summary>
/// DEBUG HTSTATS and HTSTATS-KEY: the table of a value, or the key tables of a database, all shards' together, in
/// Valkey's lines.
/// </summary>
static class TableReport
{
    public static string Write(KeyTableStatistics keys, long expiring, bool isFull)
    {
        var text = new StringBuilder("[Dictionary HT]\n");
        if (keys.Records > 0) AppendTable(text, keys, isFull);
        text.Append("[Expires HT]\n");

        // Keys that expire stand in a wheel, which has a place for each and no other.
        if (expiring > 0) AppendSize(text, expiring, expiring);
        return text.ToString();
    }

    /// <summary>The table of one value.</summary>
    public static string Write(KeyTableStatistics table, bool isFull)
    {
        var text = new StringBuilder();
        AppendTable(text, table, isFull);
        return text.ToString();
    }

    static void AppendTable(StringBuilder text, KeyTableStatistics table, bool isFull)
    {
        AppendSize(text, table.Places, table.Records);
        if (!isFull) return;
        var average = (double)table.OverflowBuckets / table.Buckets;
        text.Append(CultureInfo.InvariantCulture, $" top-level buckets: {table.Buckets}\n");
        text.Append(CultureInfo.InvariantCulture, $" child buckets: {table.OverflowBuckets}\n");
        text.Append(CultureInfo.InvariantCulture, $" avg chain length: {average:F6}\n");
    }

    static void AppendSize(StringBuilder text, long size, long records)
    {
        text.Append("Hash table 0 stats (main hash table):\n");
        text.Append(CultureInfo.InvariantCulture, $" table size: {size}\n");
        text.Append(CultureInfo.InvariantCulture, $" number of entries: {records}\n");
        text.Append(" rehashing index: -1\n");
    }
}
