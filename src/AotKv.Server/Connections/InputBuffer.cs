using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Server.Connections;

/// <summary>
/// The bytes a connection has received and not yet run. Whole requests are read where the kernel put them, in a lent
/// receive buffer; only what is left over is copied. The memory for it is kept while the client is busy, as who sent in
/// pieces once does so again; <see cref="Shrink"/> gives it back. Bytes that a batch points into stay where they are
/// until it is answered: what arrives meanwhile waits in a list of its own.
/// </summary>
struct InputBuffer
{
    /// <summary>The least memory for what is left over, and what a busy client keeps of more. Bytes.</summary>
    const int KeptMin = 16 * 1024;

    /// <summary>Memory beyond this is given back when it is more than twice what was needed lately. Bytes.</summary>
    const int LargeMin = 32 * 1024;

    /// <summary>So much unused memory is not worth the trouble. Bytes.</summary>
    const int SlackMax = 4 * 1024;

    /// <summary>Milliseconds.</summary>
    const long IdleAfter = 2_000;

    NativeList<byte> kept;
    NativeList<byte> arrived;
    NativeBytes lent;
    int lentBuffer;
    int consumed;
    int peak;
    long neededAt;
    bool isLent;

    /// <summary>Bytes held, the lent ones included.</summary>
    public readonly long Length => Unread.Length + arrived.Count;

    /// <summary>Memory kept for bytes that are still to come.</summary>
    public readonly long Free => kept.Capacity - kept.Count;

    /// <summary>Neither bytes nor memory for any.</summary>
    public readonly bool IsEmpty => Length == 0 && kept.Capacity == 0;

    /// <summary>What is to be read next.</summary>
    public readonly NativeBytes Unread =>
        isLent ? lent.From(consumed) : new(kept.Address + consumed, kept.Count - consumed);

    /// <summary>Takes received bytes while no batch is under way.</summary>
    public void Take(in Completion received, Network network)
    {
        if (kept.Count == 0)
        {
            lent = received.Bytes.Slice(0, received.Result);
            lentBuffer = received.BufferId;
            consumed = 0;
            isLent = true;
            return;
        }
        Compact();
        kept.AddRange(received.Bytes.Span[..received.Result]);
        network.ReturnBuffer(received.BufferId);
    }

    /// <summary>Takes received bytes while a batch points into the others.</summary>
    public void TakeLater(in Completion received, Network network)
    {
        arrived.AddRange(received.Bytes.Span[..received.Result]);
        network.ReturnBuffer(received.BufferId);
    }

    public void Consume(int count) => consumed += count;

    /// <summary>The last <paramref name="count"/> bytes that were consumed are to be read again.</summary>
    public void Restore(int count) => consumed -= count;

    /// <summary>
    /// No batch points into the bytes any more: a lent buffer goes back, what is left over is kept, and what arrived
    /// meanwhile follows it. <paramref name="wanted"/> more bytes are expected for the request that is begun.
    /// </summary>
    public void Settle(Network network, int wanted)
    {
        if (isLent)
        {
            var left = Unread.Span;
            if (left.Length > 0)
            {
                EnsureRoom(left.Length + wanted);
                kept.AddRange(left);
            }
            network.ReturnBuffer(lentBuffer);
            isLent = false;
            lent = default;
            consumed = 0;
        }
        else Compact();
        if (arrived.Count > 0)
        {
            kept.AddRange(arrived.Span);
            arrived.Dispose();
        }
        if (kept.Count == 0) return;
        if (wanted > 0) EnsureRoom(wanted);
        peak = Math.Max(peak, kept.Count + wanted);
    }

    void EnsureRoom(int count)
    {
        if (count > kept.Capacity - kept.Count) kept.EnsureRoom(Math.Max(count, KeptMin - kept.Count));
    }

    /// <summary>
    /// Gives memory back: all that is not used where the client is idle or has not needed any for a while, else what
    /// has been too much since the last call. Not while a batch points into the bytes.
    /// </summary>
    /// <param name="now">Milliseconds, as <paramref name="lastActiveAt"/>, when the client sent something.</param>
    /// <param name="wanted">As in <see cref="Settle"/>.</param>
    public void Shrink(long now, long lastActiveAt, int wanted)
    {
        if (isLent) return;
        if (peak > 0) neededAt = now;
        var isIdle = now - lastActiveAt > IdleAfter || kept.Count == 0 && now - neededAt > IdleAfter;
        var needed = kept.Count + wanted;
        if (Free > SlackMax)
        {
            if (isIdle) kept.Shrink(room: 0);
            else if (kept.Capacity > LargeMin && kept.Capacity / 2 > peak)
                kept.Shrink(Math.Max(KeptMin, Math.Max(peak, needed)) - kept.Count);
        }
        peak = kept.Count == 0 ? 0 : needed;
    }

    /// <summary>Whether something arrived while a batch was under way.</summary>
    public readonly bool HasArrived => arrived.Count > 0;

    void Compact()
    {
        if (consumed == 0) return;
        if (consumed == kept.Count) kept.Clear();
        else kept.RemoveFirst(consumed);
        consumed = 0;
    }

    public void Clear(Network network)
    {
        if (isLent) network.ReturnBuffer(lentBuffer);
        isLent = false;
        consumed = 0;
        kept.Dispose();
        arrived.Dispose();
    }
}
