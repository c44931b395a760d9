namespace AotKv.Instance.Configuration;

/// <summary>File permissions, written in octal.</summary>
public sealed class OctalDirective(string name, int fallback, int maximum) : Directive<int>(name, fallback)
{
    internal override bool TryRead(string[] words, in Reading reading, out int value, out string reason)
    {
        value = 0;
        reason = "argument couldn't be parsed as an octal number";
        foreach (var c in words[0])
        {
            if (c is < '0' or > '7') return false;
            value = Math.Min(value * 8 + (c - '0'), maximum + 1);
        }

        if (value <= maximum) return true;
        reason = $"argument must be between 0 and {Show(maximum)} inclusive";
        return false;
    }

    internal override string Show(int value) => Convert.ToString(value, 8);
}
