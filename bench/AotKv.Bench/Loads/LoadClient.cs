using System.Runtime.InteropServices;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Bench.Loads;

/// <summary>
/// One connection of the load: the bytes it sends, and when each request under way was due. Owned by the
/// <see cref="LoadEngine"/>, used on its thread.
/// </summary>
sealed class LoadClient
{
    const int SendBytesMin = 16 << 10;

    readonly int socket;
    readonly long token;
    readonly RequestTemplate template;
    readonly NativeBytes buffer;
    readonly long[] due;
    readonly NativeBytes[] pieces = new NativeBytes[1];
    ReplyCounter replies;
    int filled;
    int taken;
    long answered;
    long sent;
    long scheduled;
    int repliesMissing;

    public LoadClient(int socket, long token, RequestTemplate template, int requestsMax, int sendMax)
    {
        this.socket = socket;
        this.token = token;
        this.template = template;
        due = new long[requestsMax];
        repliesMissing = template.Replies;
        var length = Math.Max(SendBytesMin, sendMax * template.Length);
        buffer = new(Marshal.AllocHGlobal(length), length);
    }

    public bool IsSending { get; private set; }

    /// <summary>Requests sent or waiting to be sent.</summary>
    public long UnderWay => scheduled - answered;

    public bool IsFull => UnderWay == due.Length;

    public long Errors => replies.Errors;

    /// <summary>Notes a request that is due at a time; <see cref="Flush"/> sends it.</summary>
    public void Schedule(long time) => due[scheduled++ % due.Length] = time;

    /// <summary>Sends what is scheduled, as much as the buffer holds, unless a send is under way.</summary>
    public void Flush(Network network, Numbers numbers)
    {
        if (IsSending || sent == scheduled) return;
        filled = taken = 0;
        for (; sent < scheduled && filled + template.Length <= buffer.Length; sent++)
            filled += template.Write(buffer.Span[filled..], numbers);
        Send(network);
    }

    void Send(Network network)
    {
        IsSending = true;
        pieces[0] = buffer.Slice(taken, filled - taken);
        network.Send(socket, token, pieces);
    }

    public void OnSent(int result, Network network)
    {
        if (result < 0) throw new LoadException($"A send failed with error {-result}.");
        taken += result;
        IsSending = false;
        if (taken < filled) Send(network);
    }

    /// <summary>Takes bytes of replies, notes how long each request took, and returns how many ended.</summary>
    public int OnReceived(ReadOnlySpan<byte> bytes, long now, Histogram latencies)
    {
        var ended = 0;
        for (var count = replies.Count(bytes); count > 0; count--)
        {
            if (--repliesMissing > 0) continue;
            repliesMissing = template.Replies;
            latencies.Add(now - due[answered++ % due.Length]);
            ended++;
        }
        return ended;
    }
}
