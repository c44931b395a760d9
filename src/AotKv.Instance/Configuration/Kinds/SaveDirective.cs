using System.Globalization;

namespace AotKv.Instance.Configuration;

/// <summary>
/// The save points. The surprising fact: in a file the first `save` line replaces the defaults and each further one
/// adds to it, while CONFIG SET always replaces.
/// </summary>
public sealed class SaveDirective(string name, params SavePoint[] fallback)
    : Directive<IReadOnlyList<SavePoint>>(name, fallback)
{
    internal override bool TryRead(
        string[] words, in Reading reading, out IReadOnlyList<SavePoint> value, out string reason)
    {
        value = [];
        reason = "Invalid save parameters";
        if (words is [""]) return true;
        if (words.Length % 2 != 0) return false;
        var points = new List<SavePoint>();
        if (reading.Appends) points.AddRange((IReadOnlyList<SavePoint>)reading.Current);
        for (var i = 0; i < words.Length; i += 2)
        {
            if (!NumberText.TryReadLoose(words[i], out var seconds) || seconds < 1) return false;
            if (!NumberText.TryReadLoose(words[i + 1], out var changes) || changes < 0) return false;
            points.Add(new SavePoint(seconds, unchecked((int)changes)));
        }

        value = points;
        return true;
    }

    internal override string Show(IReadOnlyList<SavePoint> value) => string.Join(' ', value.Select(point =>
        string.Create(CultureInfo.InvariantCulture, $"{point.Seconds} {point.Changes}")));

    internal override void Rewrite(IReadOnlyList<SavePoint> value, RewrittenFile file) =>
        file.Write(Name, value.Count == 0 ? $"{Name} \"\"" : $"{Name} {Show(value)}", LineNeed.Always);
}
