namespace AotKv.Engine.Catalog;

/// <summary>Positions of keys among the arguments: from First to Last, both included, every Step.</summary>
public readonly record struct KeyRange(int First, int Last, int Step, KeyFlags Flags)
{
    /// <summary>How many there are.</summary>
    public int Count => (Last - First + Step) / Step;

    /// <summary>The position after the last key and the arguments that go with it.</summary>
    public int End => First + Count * Step;

    public static KeyRange Empty => new(First: 1, Last: 0, Step: 1, KeyFlags.None);

    public static KeyRange One(int position, KeyFlags flags) => new(position, position, Step: 1, flags);
}
