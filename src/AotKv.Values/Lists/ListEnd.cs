namespace AotKv.Values.Lists;

/// <summary>One of the two ends of a list.</summary>
public enum ListEnd : byte
{
    Head,
    Tail,
}
