namespace AotKv.Values.Lists;

/// <summary>On which side of another element one is inserted.</summary>
public enum ListSide : byte
{
    Before,
    After,
}
