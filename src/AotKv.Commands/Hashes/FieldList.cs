using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;

namespace AotKv.Commands.Hashes;

/// <summary>
/// The end of the newer hash commands, FIELDS numfields field [field ...], or with a value behind each field: where the
/// fields stand among the arguments.
/// </summary>
readonly struct FieldList
{
    FieldList(int fields, int first)
    {
        Count = fields;
        First = first;
    }

    /// <summary>The number of fields.</summary>
    public int Count { get; }

    /// <summary>The position of the first field.</summary>
    public int First { get; }

    static ReadOnlySpan<byte> WrongCount =>
        "ERR numfields should be greater than 0 and match the provided number of fields"u8;

    /// <summary>
    /// The position of the first word FIELDS from a position on, which is not the last argument; 0 where there is none.
    /// As in Valkey, a key of that name is taken for it where the search begins there.
    /// </summary>
    public static int FindWord(in Call call, int from)
    {
        for (var position = from; position < call.Count - 1; position++)
            if (Option.Is(call[position], "FIELDS"u8)) return position;
        return 0;
    }

    /// <summary>
    /// Reads what follows the word FIELDS at a position, 0 for no such word; where it does not fit, answers so. The
    /// commands that have the word at a fixed place do not look at it, as in Valkey.
    /// </summary>
    /// <param name="width">2 where each field is followed by its value, else 1.</param>
    public static bool TryRead(in Call call, int word, int width, in Reply reply, out FieldList list) =>
        TryRead(call, word, width, WrongCount, reply, out list);

    /// <summary>As TryRead, with another error where the number of fields does not fit.</summary>
    public static bool TryRead(
        in Call call, int word, int width, ReadOnlySpan<byte> wrongCount, in Reply reply, out FieldList list)
    {
        list = default;
        if (word != 0)
        {
            if (!IntegerArgument.TryRead(call, word + 1, reply, out var count)) return false;
            var first = word + 2;
            list = new((int)Math.Clamp(count, 0, int.MaxValue), first);
            if (count > 0 && count <= int.MaxValue && count * width == call.Count - first) return true;
        }
        reply.Error(wrongCount);
        return false;
    }
}
