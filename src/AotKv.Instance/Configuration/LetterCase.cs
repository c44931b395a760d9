namespace AotKv.Instance.Configuration;

/// <summary>Whether a and A are the same.</summary>
public enum LetterCase
{
    Any,
    Exact,
}
