using System.Runtime.InteropServices;
using AotKv.Linux.Calls;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Linux.Uring;

/// <summary>
/// The headers and vectors of gathered sends. The kernel copies them when it takes the entry, so they are needed only
/// until then: one arena, emptied after each hand-over.
/// </summary>
unsafe struct SendVectors
{
    const int VectorsMax = 4096;
    const int HeadersMax = 1024;

    readonly IoVector* vectors;
    readonly MessageHeader* headers;
    int vectorsUsed;
    int headersUsed;

    public SendVectors()
    {
        vectors = (IoVector*)NativeMemory.Alloc(VectorsMax, (nuint)sizeof(IoVector));
        headers = (MessageHeader*)NativeMemory.AllocZeroed(HeadersMax, (nuint)sizeof(MessageHeader));
    }

    internal readonly bool HasRoom =>
        headersUsed < HeadersMax && vectorsUsed + Network.SendPiecesMax <= VectorsMax;

    /// <summary>Describes the pieces; the address of the header.</summary>
    internal nint Add(ReadOnlySpan<NativeBytes> pieces)
    {
        var first = vectors + vectorsUsed;
        for (var i = 0; i < pieces.Length; i++)
            first[i] = new() { Start = pieces[i].Address, Length = pieces[i].Length };
        vectorsUsed += pieces.Length;

        var header = headers + headersUsed++;
        header->Vectors = first;
        header->VectorCount = (nuint)pieces.Length;
        return (nint)header;
    }

    internal void Clear()
    {
        vectorsUsed = 0;
        headersUsed = 0;
    }

    internal readonly void Free()
    {
        NativeMemory.Free(vectors);
        NativeMemory.Free(headers);
    }

    /// <summary>struct msghdr on 64-bit Linux, of which only the vectors are used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct MessageHeader
    {
        nint name;
        ulong nameLength;
        internal IoVector* Vectors;
        internal nuint VectorCount;
        nint control;
        nuint controlLength;
        ulong flags;
    }
}
