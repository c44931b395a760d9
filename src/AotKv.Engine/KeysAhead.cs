using System.Runtime.CompilerServices;

namespace AotKv.Engine;

/// <summary>
/// The keys of one request, in order. They are hashed, and their buckets and records asked for, a group at a time
/// before the first of the group is used, so that the processor waits for them together and not one by one. Lives on
/// the stack of the thread that runs the request; the keyspace may change between two keys.
/// </summary>
public ref struct KeysAhead
{
    const int Group = 16;

    [InlineArray(Group)]
    struct Hashes
    {
        ulong first;
    }

    readonly Call call;
    readonly Keyspace keys;
    readonly int step;
    readonly int end;
    int next;
    int hashed;
    int groupStart;
    Hashes hashes;

    /// <param name="call">The request.</param>
    /// <param name="keys">Where its keys are.</param>
    /// <param name="step">From one key to the next among the arguments.</param>
    public KeysAhead(scoped in Call call, scoped in Keyspace keys, int step = 1)
        : this(call, keys, first: 1, call.Count, step)
    {
    }

    /// <param name="call">The request.</param>
    /// <param name="keys">Where its keys are.</param>
    /// <param name="first">The first key's place among the arguments.</param>
    /// <param name="end">The place after the last key.</param>
    /// <param name="step">From one key to the next.</param>
    public KeysAhead(scoped in Call call, scoped in Keyspace keys, int first, int end, int step)
    {
        this.call = call;
        this.keys = keys;
        this.step = step;
        this.end = end;
        next = hashed = groupStart = first;
    }

    /// <summary>The next key's place among the arguments; false after the last.</summary>
    public bool TryNext(out int position)
    {
        position = next;
        if (next >= end) return false;
        if (next >= hashed) HashGroup();
        next += step;
        return true;
    }

    /// <summary>The key at a place that <see cref="TryNext"/> gave last.</summary>
    public readonly Key At(int position) => new(call[position], hashes[(position - groupStart) / step]);

    void HashGroup()
    {
        groupStart = next;
        var count = 0;
        for (; count < Group && hashed < end; hashed += step) hashes[count++] = call.KeyAt(hashed).Hash;

        // What stands alone is asked for when it is used, at once.
        if (count == 1) return;
        keys.Prefetch(hashes[..count]);
    }
}
