namespace AotKv.Values.Streams;

/// <summary>
/// A run of a stream's entries: the id that theirs are counted from, and a listpack in Valkey's form. See
/// <see cref="StreamNodeReader"/>.
/// </summary>
struct StreamNode : IStreamItem
{
    public StreamId Id { readonly get; set; }

    public ValueReference Block;
}
