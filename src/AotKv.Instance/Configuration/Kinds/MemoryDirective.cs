using System.Globalization;

namespace AotKv.Instance.Configuration;

/// <summary>
/// A number of bytes, with a unit where wanted. The value is 64 bits as Valkey keeps them: where the maximum is -1
/// (all bits), sizes above the signed range look negative, and <see cref="Settings"/> saturates them.
/// </summary>
public sealed class MemoryDirective(string name, long fallback, long minimum, long maximum)
    : Directive<long>(name, fallback)
{
    public bool IsUnsigned { get; init; }

    /// <summary>Accepts "20%" as well, kept as -20.</summary>
    public bool TakesPercent { get; init; }

    /// <summary>Accepts plain negative numbers as well (-1 for no limit).</summary>
    public bool TakesNegative { get; init; }

    /// <summary>Less than this is accepted and taken as this (repl-backlog-size).</summary>
    public long AtLeast { get; init; }

    public long Minimum => minimum;

    public long Maximum => maximum;

    internal override bool TryRead(string[] words, in Reading reading, out long value, out string reason)
    {
        var text = words[0];
        reason = "";
        if (NumberText.TryReadMemory(text, out var bytes))
        {
            value = (long)bytes;
        }
        else if (TakesPercent && text.EndsWith('%') && NumberText.TryReadStrict(text[..^1], out value) && value >= 0)
        {
            value = -value;
        }
        else if (!TakesNegative || !NumberText.TryReadStrict(text, out value))
        {
            value = 0;
            reason = TakesPercent
                ? "argument must be a memory or percent value"
                : "argument must be a memory value";
            return false;
        }

        if (TakesPercent && value < minimum)
        {
            reason = $"percentage argument must be less or equal to {-minimum}";
            return false;
        }

        if (!Bounds.Allow(value, minimum, maximum, IsUnsigned, out reason)) return false;
        if (value >= 0) value = Math.Max(value, AtLeast);
        return true;
    }

    internal override string Show(long value) => value switch
    {
        < 0 when TakesPercent => $"{-value}%",
        < 0 when TakesNegative => value.ToString(CultureInfo.InvariantCulture),
        _ => ((ulong)value).ToString(CultureInfo.InvariantCulture),
    };

    internal override void Rewrite(long value, RewrittenFile file)
    {
        var text = value < 0 && (TakesPercent || TakesNegative) ? Show(value) : ShowWithUnit((ulong)value);
        file.Write(Name, $"{Name} {text}", value == Default ? LineNeed.IfPresent : LineNeed.Always);
    }

    /// <summary>The size in the largest unit of gb, mb and kb that divides it.</summary>
    internal static string ShowWithUnit(ulong bytes) => bytes switch
    {
        0 => "0",
        _ when bytes % (1UL << 30) == 0 => $"{bytes >> 30}gb",
        _ when bytes % (1UL << 20) == 0 => $"{bytes >> 20}mb",
        _ when bytes % (1UL << 10) == 0 => $"{bytes >> 10}kb",
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };
}
