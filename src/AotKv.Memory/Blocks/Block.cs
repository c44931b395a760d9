using System.Runtime.InteropServices;

namespace AotKv.Memory.Blocks;

//  0      8       12     16                                16384
//  | next | start | end  | bytes ...                       |
/// <summary>
/// A fixed block of native memory for bytes on their way out. A view over the block's address; the chain or the pool
/// that holds the address owns it.
/// </summary>
readonly unsafe struct Block(nint address)
{
    public const int Size = 16 * 1024;
    public const int HeaderSize = 16;
    public const int Capacity = Size - HeaderSize;

    [StructLayout(LayoutKind.Sequential)]
    struct Header
    {
        public nint Next;
        public int Start;
        public int End;
    }

    public readonly nint Address = address;

    public bool IsNone => Address == 0;

    public ref nint Next => ref ((Header*)Address)->Next;

    /// <summary>The first byte that is still to be sent, counted from the block's start.</summary>
    public ref int Start => ref ((Header*)Address)->Start;

    /// <summary>One past the last byte, counted from the block's start.</summary>
    public ref int End => ref ((Header*)Address)->End;

    public int Length => End - Start;

    public int Free => Size - End;

    public Span<byte> Room => new((byte*)Address + End, Size - End);

    public Span<byte> At(int offset, int length) => new((byte*)Address + offset, length);

    public NativeBytes Bytes => new(Address + Start, End - Start);

    public void Clear()
    {
        Next = 0;
        Start = HeaderSize;
        End = HeaderSize;
    }
}
