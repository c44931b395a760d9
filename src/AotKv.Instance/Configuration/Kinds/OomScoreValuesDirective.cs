namespace AotKv.Instance.Configuration;

/// <summary>Three adjustments of the kernel's out-of-memory score: primary, replica, background work.</summary>
public sealed class OomScoreValuesDirective(string name, OomScoreValues fallback)
    : Directive<OomScoreValues>(name, fallback)
{
    const int Largest = 2000;

    internal override bool TryRead(string[] words, in Reading reading, out OomScoreValues value, out string reason)
    {
        value = Default;
        reason = "wrong number of arguments";
        if (words.Length != 3) return false;
        reason = "Invalid oom-score-adj-values, elements must be between -2000 and 2000.";
        Span<int> numbers = stackalloc int[3];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!NumberText.TryReadLoose(words[i], out var number) || number is < -Largest or > Largest) return false;
            numbers[i] = (int)number;
        }

        value = new OomScoreValues(numbers[0], numbers[1], numbers[2]);
        return true;
    }

    internal override string Show(OomScoreValues value) => $"{value.Primary} {value.Replica} {value.Background}";
}
