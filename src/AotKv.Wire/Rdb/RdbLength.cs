namespace AotKv.Wire.Rdb;

/// <summary>
/// The first byte of a length: its two upper bits say how it goes on, or that a string in a special form follows.
/// </summary>
//  00llllll                  6 bits
//  01llllll llllllll         14 bits
//  10000000 and 4 bytes      32 bits, the highest first
//  10000001 and 8 bytes      64 bits, the highest first
//  11ffffff                  no length: a string in the form f
static class RdbLength
{
    public const int ShortMax = (1 << 6) - 1;
    public const int MiddleMax = (1 << 14) - 1;
    public const byte Middle = 0x40;
    public const byte Word = 0x80;
    public const byte LongWord = 0x81;
    public const byte Special = 0xC0;

    /// <summary>The most bytes a length takes.</summary>
    public const int BytesMax = 9;

    public const int Integer8 = 0;
    public const int Integer16 = 1;
    public const int Integer32 = 2;
    public const int Compressed = 3;
}
