using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AotKv.Linux;

/// <summary>
/// What a network knows of each descriptor, in native memory, indexed by descriptor: the kernel hands out the lowest
/// free numbers, so the table stays dense. Owned by one network, on its thread. A reference into it is void after the
/// next <see cref="Grown"/>.
/// </summary>
unsafe struct SocketTable<T> where T : unmanaged
{
    const int InitialCount = 256;

    T* states;
    int count;

    /// <summary>The state of a descriptor that was in the table before.</summary>
    internal readonly ref T this[int descriptor]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)descriptor >= (uint)count) ThrowUnknown(descriptor);
            return ref states[descriptor];
        }
    }

    internal readonly bool Contains(int descriptor) => (uint)descriptor < (uint)count;

    /// <summary>The state of a descriptor, zero if it is new.</summary>
    internal ref T Grown(int descriptor)
    {
        if (descriptor >= count)
        {
            var wanted = Math.Max(count, InitialCount);
            while (wanted <= descriptor) wanted *= 2;
            states = (T*)NativeMemory.Realloc(states, (nuint)wanted * (nuint)sizeof(T));
            NativeMemory.Clear(states + count, (nuint)(wanted - count) * (nuint)sizeof(T));
            count = wanted;
        }
        return ref states[descriptor];
    }

    internal void Free()
    {
        NativeMemory.Free(states);
        states = null;
        count = 0;
    }

    static void ThrowUnknown(int descriptor) =>
        throw new ArgumentOutOfRangeException(nameof(descriptor), descriptor, "The network never saw this socket.");
}
