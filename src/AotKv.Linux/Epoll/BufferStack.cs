namespace AotKv.Linux.Epoll;

/// <summary>Free receive buffers. Last in, first out: what was used last is cached and already paid for.</summary>
struct BufferStack
{
    readonly int[] free;
    int count;

    internal BufferStack(int buffers)
    {
        free = new int[buffers];
        for (var i = buffers - 1; i >= 0; i--) free[count++] = i;
    }

    internal readonly bool IsEmpty => count == 0;

    internal int Take() => free[--count];

    internal void Return(int buffer) => free[count++] = buffer;
}
