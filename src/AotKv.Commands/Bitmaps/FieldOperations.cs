using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Shards;

namespace AotKv.Commands.Bitmaps;

/// <summary>
/// Reads the operations of a BITFIELD one after the other. The command does so twice: first to see that all are right
/// and how long the string must be, then to run them. So nothing is kept.
/// </summary>
ref struct FieldOperations(Call call, KeySettings settings, Reply reply)
{
    readonly Call call = call;
    readonly Reply reply = reply;
    int position = 2;

    public FieldAction Action { get; private set; }

    public FieldType Type { get; private set; }

    public FieldOverflow Overflow { get; private set; }

    /// <summary>The field's first bit.</summary>
    public long Offset { get; private set; }

    /// <summary>What to store, or to add.</summary>
    public long Operand { get; private set; }

    /// <summary>An operation was not right, which is answered.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Reads the next operation; false at the end, and where it is not right.</summary>
    public bool TryNext()
    {
        while (position < call.Count)
        {
            if (TryTakeOverflow()) continue;
            HasFailed |= !TryReadOperation();
            return !HasFailed;
        }
        return false;
    }

    bool TryTakeOverflow()
    {
        if (!Option.Is(call[position], "OVERFLOW"u8) || call.Count - position < 2) return false;
        var kind = call[position + 1];
        if (Option.Is(kind, "WRAP"u8)) Overflow = FieldOverflow.Wrap;
        else if (Option.Is(kind, "SAT"u8)) Overflow = FieldOverflow.Saturate;
        else if (Option.Is(kind, "FAIL"u8)) Overflow = FieldOverflow.Fail;
        else return false;
        position += 2;
        return true;
    }

    bool TryReadOperation()
    {
        var name = call[position];
        var arguments = call.Count - position - 1;
        if (Option.Is(name, "GET"u8) && arguments >= 2) Action = FieldAction.Get;
        else if (Option.Is(name, "SET"u8) && arguments >= 3) Action = FieldAction.Set;
        else if (Option.Is(name, "INCRBY"u8) && arguments >= 3) Action = FieldAction.Increase;
        else
        {
            var isOverflow = Option.Is(name, "OVERFLOW"u8) && arguments >= 1;
            reply.Error(isOverflow ? "ERR Invalid OVERFLOW type specified"u8 : CommandError.Syntax);
            return false;
        }
        if (!FieldType.TryRead(call[position + 1], reply, out var type)) return false;
        if (!BitOffset.TryReadField(call[position + 2], type.Bits, settings, reply, out var offset)) return false;
        (Type, Offset, Operand) = (type, offset, 0);
        position += 3;
        if (Action == FieldAction.Get) return true;
        if (!IntegerArgument.TryRead(call, position++, reply, out var operand)) return false;
        Operand = operand;
        return true;
    }
}
