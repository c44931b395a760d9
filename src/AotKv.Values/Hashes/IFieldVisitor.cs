using AotKv.Values.ListPacks;

namespace AotKv.Values.Hashes;

/// <summary>Is shown the fields of a hash, one at a time. It must not change the hash meanwhile.</summary>
public interface IFieldVisitor
{
    void Visit(in ListPackItem field, in ListPackItem value);
}
