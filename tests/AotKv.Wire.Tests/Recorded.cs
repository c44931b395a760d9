using System.Text;

namespace AotKv.Wire.Tests;

/// <summary>The tables that Data/record.py wrote.</summary>
static class Recorded
{
    /// <summary>The rows of a table, each a list of cells.</summary>
    public static List<string[]> Rows(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Data", name);
        return [.. File.ReadLines(path).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))];
    }

    /// <summary>The bytes of a cell: hexadecimal pieces, of which "hh*n" is one byte n times.</summary>
    public static byte[] Bytes(string cell)
    {
        var bytes = new List<byte>();
        foreach (var piece in cell.Split(','))
        {
            var repeated = piece.Split('*');
            var once = Convert.FromHexString(repeated[0]);
            var times = repeated.Length == 1 ? 1 : int.Parse(repeated[1]);
            for (var i = 0; i < times; i++) bytes.AddRange(once);
        }
        return [.. bytes];
    }

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
