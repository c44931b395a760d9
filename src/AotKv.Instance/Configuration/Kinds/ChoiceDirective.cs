namespace AotKv.Instance.Configuration;

/// <summary>One of several names. Where two names mean the same, the first is the one shown.</summary>
public sealed class ChoiceDirective<T>(string name, T fallback, params (string Name, T Value)[] choices)
    : Directive<T>(name, fallback)
    where T : struct, Enum
{
    internal override bool TryRead(string[] words, in Reading reading, out T value, out string reason)
    {
        reason = "";
        foreach (var choice in choices)
        {
            value = choice.Value;
            if (choice.Name.Equals(words[0], StringComparison.OrdinalIgnoreCase)) return true;
        }

        value = default;
        reason = "argument(s) must be one of the following: " + string.Join(", ", choices.Select(c => c.Name));
        return false;
    }

    internal override string Show(T value)
    {
        foreach (var choice in choices)
        {
            if (EqualityComparer<T>.Default.Equals(choice.Value, value)) return choice.Name;
        }

        return "unknown";
    }
}
