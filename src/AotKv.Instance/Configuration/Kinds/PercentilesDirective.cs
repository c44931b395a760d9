using System.Globalization;

namespace AotKv.Instance.Configuration;

/// <summary>The percentiles that INFO latencystats shows; shown with at most six decimals.</summary>
public sealed class PercentilesDirective(string name, params double[] fallback)
    : Directive<IReadOnlyList<double>>(name, fallback)
{
    internal override bool TryRead(
        string[] words, in Reading reading, out IReadOnlyList<double> value, out string reason)
    {
        value = [];
        reason = "";
        if (words is [""]) return true;
        var percentiles = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            reason = "Invalid latency-tracking-info-percentiles parameters";
            const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
                | NumberStyles.AllowExponent;
            var isInfinite = words[i].TrimStart('-').ToLowerInvariant() is "inf" or "infinity";
            if (isInfinite) percentiles[i] = double.PositiveInfinity;
            else if (!double.TryParse(words[i], Styles, CultureInfo.InvariantCulture, out percentiles[i])) return false;
            if (double.IsNaN(percentiles[i])) return false;
            reason = "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]";
            if (percentiles[i] is < 0.0 or > 100.0) return false;
        }

        value = percentiles;
        return true;
    }

    internal override string Show(IReadOnlyList<double> value) =>
        string.Join(' ', value.Select(p => p.ToString("0.######", CultureInfo.InvariantCulture)));

    internal override void Rewrite(IReadOnlyList<double> value, RewrittenFile file) =>
        file.Write(Name, value.Count == 0 ? $"{Name} \"\"" : $"{Name} {Show(value)}", LineNeed.Always);
}
