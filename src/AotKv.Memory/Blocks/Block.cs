using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AotKv.Memory.Heaps;

namespace AotKv.Memory.Blocks;

//  0      8      16     24      28    32      36        40
//  | next | data | pin  | start | end | limit | unused  | bytes ...
/// <summary>
/// A block of native memory in a chain of bytes on their way out. Most are of <see cref="Size"/> bytes and hold text;
/// a small one holds a little text, or a reference to a pinned value, whose bytes are not copied. A view over the
/// block's address; the chain or the pool that holds the address owns it.
/// </summary>
readonly unsafe struct Block(nint address)
{
    public const int Size = 16 * 1024;
    public const int HeaderSize = 40;
    public const int Capacity = Size - HeaderSize;

    /// <summary>
    /// The size of a small block: room for the end of one reply and the header of the next, and for what one shard
    /// answers to a short pipeline.
    /// </summary>
    public const int SmallSize = 2048;
    public const int SmallCapacity = SmallSize - HeaderSize;

    [StructLayout(LayoutKind.Sequential, Size = HeaderSize)]
    struct Header
    {
        public nint Next;
        public nint Data;
        public Pin Pin;
        public int Start;
        public int End;
        public int Limit;
    }

    public readonly nint Address = address;

    Header* Head => (Header*)Address;

    public bool IsNone => Address == 0;

    public ref nint Next => ref Head->Next;

    /// <summary>The first byte that is still to be sent, counted from <see cref="Data"/>.</summary>
    public ref int Start => ref Head->Start;

    /// <summary>One past the last byte, counted from <see cref="Data"/>.</summary>
    public ref int End => ref Head->End;

    /// <summary>What keeps the bytes alive that the block refers to, or none where they are its own.</summary>
    public Pin Pin => Head->Pin;

    public bool IsReference => !Head->Pin.IsNone;

    /// <summary>A reference is always small: its limit is the length of what it refers to, any number.</summary>
    public bool IsSmall => IsReference || Head->Limit == SmallSize;

    public int Length => End - Start;

    /// <summary>The bytes that may still be written into it: none into a reference.</summary>
    public int Free => Head->Limit - End;

    /// <summary>The bytes that may be read from <see cref="Start"/> on, if only to be written over. Of text.</summary>
    public int Readable => Head->Limit - Start;

    public Span<byte> Room => new((byte*)Address + End, Free);

    public Span<byte> At(int offset, int length) => new((byte*)Head->Data + offset, length);

    public NativeBytes Bytes => new(Head->Data + Start, End - Start);

    /// <summary>
    /// Copies its first bytes behind those of another, up to fifteen more than asked for: both must have that room.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyVectors(Block to, int bytes)
    {
        var source = (byte*)Head->Data + Start;
        var target = (byte*)to.Address + to.End;
        for (var done = 0; done < bytes; done += Vector128<byte>.Count)
            Vector128.Load(source + done).Store(target + done);
    }

    /// <summary>Makes it an empty block of text of so many bytes.</summary>
    public void Clear(int size)
    {
        Next = 0;
        Head->Data = Address;
        Head->Pin = default;
        Start = HeaderSize;
        End = HeaderSize;
        Head->Limit = size;
    }

    /// <summary>Makes it a reference to bytes that <paramref name="pin"/> keeps.</summary>
    public void Refer(NativeBytes bytes, Pin pin)
    {
        Next = 0;
        Head->Data = bytes.Address;
        Head->Pin = pin;
        Start = 0;
        End = bytes.Length;
        Head->Limit = bytes.Length;
    }
}
