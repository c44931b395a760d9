using System.Text;

namespace AotKv.Bench;

/// <summary>The results as Markdown, shown line by line as they come and kept for the file.</summary>
sealed class Report
{
    readonly StringBuilder text = new();

    public void Section(string title) => Line($"\n## {title}\n");

    public void Table(params string[] columns)
    {
        Line("");
        Row(columns);
        Row(Array.ConvertAll(columns, _ => "---"));
    }

    public void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public void Line(string line)
    {
        Console.WriteLine(line);
        text.AppendLine(line);
    }

    public override string ToString() => text.ToString();
}
