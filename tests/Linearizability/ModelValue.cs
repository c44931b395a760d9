namespace AotKv.Linearizability;

/// <summary>What a key of the model has: a string, or the elements of a collection. Immutable.</summary>
/// <param name="Kind">Of which type it is.</param>
/// <param name="Text">
/// The string; or a list's elements in order, a set's sorted, a sorted set's as member:score in order, each followed by
/// a space. No element has a space in it.
/// </param>
/// <param name="Expires">Whether it has the one deadline.</param>
sealed record ModelValue(ModelKind Kind, string Text, bool Expires)
{
    public string[] Elements => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
