using System.Runtime.InteropServices;

namespace AotKv.Engine.Messaging;

/// <summary>
/// A bounded ring of messages from one core to one other: one thread sends, one receives. Head and tail stand on
/// cache lines of their own, and each side keeps a copy of the other's so that it reads it rarely.
/// </summary>
public sealed class MessageRing(int capacity = MessageRing.Capacity)
{
    /// <summary>A ring's size where nothing else is asked for; any power of two will do.</summary>
    public const int Capacity = 1024;

    [StructLayout(LayoutKind.Explicit, Size = 320)]
    struct Positions
    {
        [FieldOffset(64)] public long Head;
        [FieldOffset(72)] public long TailSeen;
        [FieldOffset(192)] public long Tail;
        [FieldOffset(200)] public long HeadSeen;
    }

    readonly Message[] messages = new Message[capacity];
    Positions at;

    /// <summary>Sends, or returns false where the ring is full. The sender's thread.</summary>
    public bool TrySend(in Message message)
    {
        var tail = at.Tail;
        if (tail - at.HeadSeen == messages.Length)
        {
            at.HeadSeen = Volatile.Read(ref at.Head);
            if (tail - at.HeadSeen == messages.Length) return false;
        }
        messages[tail & (messages.Length - 1)] = message;

        // The message first, the tail second: TryReceive reads the tail, then the message.
        Volatile.Write(ref at.Tail, tail + 1);
        return true;
    }

    /// <summary>Takes the oldest message. The receiver's thread.</summary>
    public bool TryReceive(out Message message)
    {
        var head = at.Head;
        if (head == at.TailSeen)
        {
            at.TailSeen = Volatile.Read(ref at.Tail);
            if (head == at.TailSeen)
            {
                message = default;
                return false;
            }
        }
        ref var slot = ref messages[head & (messages.Length - 1)];
        message = slot;
        slot = default;

        // The slot first, the head second: TrySend reads the head, then writes the slot again.
        Volatile.Write(ref at.Head, head + 1);
        return true;
    }

    /// <summary>Whether a message waits. The receiver's thread.</summary>
    public bool HasMail => at.Head != Volatile.Read(ref at.Tail);
}
