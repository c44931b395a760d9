using AotKv.Memory;
using AotKv.Values.Tables;

namespace AotKv.Engine;

/// <summary>
/// The request that is running: its arguments, the command's name first (a subcommand's name second), and what the
/// client that sent it has chosen. Lives on the stack of the thread that runs it.
/// </summary>
public readonly ref struct Call
{
    readonly Arguments arguments;
    readonly KeyHasher hasher;
    readonly ulong firstKeyHash;
    readonly int firstKey;

    public readonly CallContext Context;

    /// <summary>The one time at which all of this request happens, milliseconds since 1970-01-01 UTC.</summary>
    public readonly long Now;

    public Call(
        scoped in Arguments arguments, KeyHasher hasher, int firstKey, ulong firstKeyHash,
        CallContext context, long now)
    {
        this.arguments = arguments;
        this.hasher = hasher;
        this.firstKey = firstKey;
        this.firstKeyHash = firstKeyHash;
        Context = context;
        Now = now;
    }

    /// <summary>
    /// The client can be made to wait: false inside a transaction or a script, where a blocking command answers at
    /// once.
    /// </summary>
    public bool CanPark { get; init; }

    /// <summary>
    /// One key's piece of a request that runs on several shards. An argument that says how many keys there are says it
    /// of the whole request: here it is one.
    /// </summary>
    public bool IsPiece { get; init; }

    public Arguments Arguments => arguments;

    /// <summary>The number of arguments, the command's name included.</summary>
    public int Count => arguments.Count;

    public ReadOnlySpan<byte> this[int index] => arguments[index];

    public ReadOnlySpan<byte> this[Index index] => arguments[index.GetOffset(Count)];

    /// <summary>The command's first key, whose hash was computed when the request was read.</summary>
    public Key Key => new(arguments[firstKey], firstKeyHash);

    /// <summary>The argument at <paramref name="index"/> as a key.</summary>
    public Key KeyAt(int index) =>
        index == firstKey ? Key : new(arguments[index], hasher.Hash(arguments[index]));

    /// <summary>Bytes that are no argument, as a key.</summary>
    public Key KeyOf(ReadOnlySpan<byte> bytes) => new(bytes, hasher.Hash(bytes));

    public RespVersion Version => Context.Version;
}
