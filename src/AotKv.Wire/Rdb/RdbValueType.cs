namespace AotKv.Wire.Rdb;

/// <summary>
/// How a value is written in an RDB file or DUMP payload: the byte before it. The names are Valkey's; what old versions
/// wrote is read too.
/// </summary>
public enum RdbValueType : byte
{
    String = 0,
    List = 1,
    Set = 2,
    SortedSet = 3,
    Hash = 4,
    SortedSet2 = 5,
    HashZipMap = 9,
    ListZipList = 10,
    SetIntSet = 11,
    SortedSetZipList = 12,
    HashZipList = 13,
    ListQuickList = 14,
    StreamListPacks = 15,
    HashListPack = 16,
    SortedSetListPack = 17,
    ListQuickList2 = 18,
    StreamListPacks2 = 19,
    SetListPack = 20,
    StreamListPacks3 = 21,
    Hash2 = 22,
}
