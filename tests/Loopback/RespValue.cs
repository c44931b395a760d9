using System.Text;

namespace AotKv.Loopback;

/// <summary>One reply as it was on the wire: nothing is interpreted, so that two servers can be compared.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">The text of what is not an aggregate.</param>
/// <param name="Items">The elements of an aggregate; of a map keys and values in turn.</param>
public sealed record RespValue(RespKind Kind, byte[] Bytes, RespValue[] Items)
{
    public string Text => Encoding.Latin1.GetString(Bytes);

    public bool IsAggregate => Kind is RespKind.Array or RespKind.Map or RespKind.Set or RespKind.Push;

    public bool IsNull => Kind is RespKind.Null or RespKind.NullBulk or RespKind.NullArray;

    public long Integer => long.Parse(Text);

    public static RespValue Scalar(RespKind kind, byte[] bytes) => new(kind, bytes, []);

    public static RespValue Aggregate(RespKind kind, RespValue[] items) => new(kind, [], items);

    /// <summary>The lines that a conversation shows for it, see docs/TESTING.md.</summary>
    public override string ToString() => string.Join('\n', RespText.Lines(this));
}
