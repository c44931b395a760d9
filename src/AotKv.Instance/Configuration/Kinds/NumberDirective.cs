using System.Globalization;

namespace AotKv.Instance.Configuration;

/// <summary>A decimal number within bounds.</summary>
public sealed class NumberDirective(string name, long fallback, long minimum, long maximum)
    : Directive<long>(name, fallback)
{
    /// <summary>
    /// True where Valkey compares the bounds as unsigned: -1 is then far too large, or, where all 64 bits are
    /// allowed, accepted and shown as -1.
    /// </summary>
    public bool IsUnsigned { get; init; }

    /// <summary>Where set, a value outside these is accepted and taken as the nearest (hz).</summary>
    public (long Low, long High)? Nearest { get; init; }

    public long Minimum => minimum;

    public long Maximum => maximum;

    internal override bool TryRead(string[] words, in Reading reading, out long value, out string reason)
    {
        reason = "argument couldn't be parsed into an integer";
        if (!NumberText.TryReadStrict(words[0], out value)) return false;
        if (!Bounds.Allow(value, minimum, maximum, IsUnsigned, out reason)) return false;
        if (Nearest is { } nearest) value = Math.Clamp(value, nearest.Low, nearest.High);
        return true;
    }

    internal override string Show(long value) => value.ToString(CultureInfo.InvariantCulture);
}
