namespace AotKv.Commands.Bitmaps;

/// <summary>What one operation of BITFIELD does.</summary>
enum FieldAction : byte
{
    Get,
    Set,
    Increase,
}
