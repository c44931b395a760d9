using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AotKv.Linux;

/// <summary>
/// What a network knows of each descriptor of its own, in native memory. Descriptors are the process', dealt out over
/// many networks, so a table by descriptor holds nothing but the place of the state, 4 bytes; the states stand close
/// together. Owned by one network, on its thread. A reference into it is void after the next <see cref="Grown"/>.
/// </summary>
unsafe struct SocketTable<T> where T : unmanaged
{
    const int InitialCount = 256;

    // Place 0 is nobody's state, all zero: what a descriptor that is not in the table leads to.
    int* places;
    int placesCount;
    T* states;
    int statesCount;
    int used;
    int* free;
    int freeCount;

    /// <summary>The state of a descriptor, or zeros, not to be written to, where it is not in the table.</summary>
    internal readonly ref T this[int descriptor]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)descriptor >= (uint)placesCount) ThrowUnknown(descriptor);
            return ref states[places[descriptor]];
        }
    }

    /// <summary>Whether a higher descriptor was ever in the table.</summary>
    internal readonly bool Contains(int descriptor) => (uint)descriptor < (uint)placesCount;

    /// <summary>The state of a descriptor, which is in the table from here on.</summary>
    internal ref T Grown(int descriptor)
    {
        if (descriptor >= placesCount) GrowPlaces(descriptor);
        ref var place = ref places[descriptor];
        if (place == 0) place = freeCount > 0 ? free[--freeCount] : NewPlace();
        return ref states[place];
    }

    /// <summary>Takes a descriptor out of the table; its state is zero when it comes back.</summary>
    internal void Remove(int descriptor)
    {
        ref var place = ref places[descriptor];
        if (place == 0) return;
        states[place] = default;
        free[freeCount++] = place;
        place = 0;
    }

    internal void Free()
    {
        NativeMemory.Free(places);
        NativeMemory.Free(states);
        NativeMemory.Free(free);
        this = default;
    }

    void GrowPlaces(int descriptor)
    {
        var wanted = Math.Max(placesCount, InitialCount);
        while (wanted <= descriptor) wanted *= 2;
        places = (int*)NativeMemory.Realloc(places, (nuint)wanted * sizeof(int));
        NativeMemory.Clear(places + placesCount, (nuint)(wanted - placesCount) * sizeof(int));
        placesCount = wanted;
        if (states == null) GrowStates();
    }

    int NewPlace()
    {
        if (used + 1 == statesCount) GrowStates();
        return ++used;
    }

    void GrowStates()
    {
        var wanted = statesCount == 0 ? InitialCount : statesCount * 3 / 2;
        states = (T*)NativeMemory.Realloc(states, (nuint)wanted * (nuint)sizeof(T));
        NativeMemory.Clear(states + statesCount, (nuint)(wanted - statesCount) * (nuint)sizeof(T));
        free = (int*)NativeMemory.Realloc(free, (nuint)wanted * sizeof(int));
        statesCount = wanted;
    }

    static void ThrowUnknown(int descriptor) =>
        throw new ArgumentOutOfRangeException(nameof(descriptor), descriptor, "The network never saw this socket.");
}
