using System.Globalization;
using System.Text;

namespace AotKv.Instance.Info;

/// <summary>The text of INFO being written: titles, and a field a line.</summary>
public sealed class InfoText
{
    readonly StringBuilder text = new();

    public StringBuilder Builder => text;

    public void Title(string title)
    {
        if (text.Length > 0) text.Append("\r\n");
        text.Append("# ").Append(title).Append("\r\n");
    }

    public void Field(string name, string value) => text.Append(name).Append(':').Append(value).Append("\r\n");

    public void Field(string name, long value) => Field(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>With two places behind the point.</summary>
    public void Field(string name, double value) => Field(name, value.ToString("F2", CultureInfo.InvariantCulture));

    /// <summary>With six places behind the point.</summary>
    public void Seconds(string name, double value) => Field(name, value.ToString("F6", CultureInfo.InvariantCulture));

    public void Percent(string name, double value) =>
        Field(name, value.ToString("F2", CultureInfo.InvariantCulture) + "%");

    /// <summary>Bytes, and the same for people to read.</summary>
    public void Size(string name, long bytes)
    {
        Field(name, bytes);
        Field(name + "_human", HumanSize.Of(bytes));
    }

    /// <summary>Several fields that are 0 because what they count does not exist here.</summary>
    public void Zeros(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) Field(name, 0);
    }

    public override string ToString() => text.ToString();
}
