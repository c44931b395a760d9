using System.Runtime.InteropServices;
using AotKv.Linux;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Bench.Echo;

/// <summary>
/// Answers a constant to every '*' received, +PONG where requests are of one word, and does nothing else: what is left
/// of a server's cost when parsing, keys and replies cost nothing. Answers are pieces of one constant block, sent at
/// the end of the turn.
/// </summary>
sealed class EchoServer
{
    const int AnswersPerSendMax = 4096;
    const long ListenerToken = -1;

    readonly Network network;
    readonly int listener;
    readonly Answers answers;
    readonly Answers pongs = new("+PONG\r\n"u8);
    readonly Completion[] completions = new Completion[512];
    readonly List<int> toFlush = new(512);
    Connection[] connections = new Connection[1024];

    internal EchoServer(Network network, int listener, ReadOnlySpan<byte> answer)
    {
        this.network = network;
        this.listener = listener;
        answers = new(answer);
    }

    /// <summary>One answer, many times over.</summary>
    sealed class Answers
    {
        readonly NativeBytes all;
        readonly int bytes;

        public Answers(ReadOnlySpan<byte> answer)
        {
            bytes = answer.Length;
            all = new(Marshal.AllocHGlobal(bytes * AnswersPerSendMax), bytes * AnswersPerSendMax);
            for (var i = 0; i < AnswersPerSendMax; i++) answer.CopyTo(all.Span[(i * bytes)..]);
        }

        public NativeBytes First(int count) => all.Slice(0, count * bytes);
    }

    internal void Run()
    {
        network.Listen(listener, ListenerToken);
        while (true)
        {
            var count = network.SubmitAndReap(completions, timeoutNanoseconds: 100_000_000);
            for (var i = 0; i < count; i++) Take(completions[i]);
            foreach (var socket in toFlush) Flush(socket);
            toFlush.Clear();
        }
    }

    void Take(in Completion completion)
    {
        if (completion.Kind == CompletionKind.Acceptable)
        {
            Accept();
            return;
        }
        var socket = (int)completion.Token;
        ref var connection = ref connections[socket];
        switch (completion.Kind)
        {
            case CompletionKind.Received when completion.Result > 0:
                connection.IsPing |= completion.Bytes.Span.StartsWith("*1\r"u8);
                connection.Owed += completion.Bytes.Span.Count((byte)'*');
                network.ReturnBuffer(completion.BufferId);
                WantFlush(socket, ref connection);
                break;
            case CompletionKind.Received:
                network.Close(socket, socket);
                connection.Closed = true;
                break;
            case CompletionKind.Sent:
                connection.Sending = false;
                WantFlush(socket, ref connection);
                break;
        }
    }

    void Accept()
    {
        int socket;
        while ((socket = network.TryAccept(listener)) >= 0)
        {
            if (socket >= connections.Length) Array.Resize(ref connections, socket * 2);
            connections[socket] = default;
            Sockets.DisableNagle(socket);
            network.Open(socket, socket);
        }
    }

    void WantFlush(int socket, ref Connection connection)
    {
        if (connection.Owed == 0 || connection.Sending || connection.Queued) return;
        connection.Queued = true;
        toFlush.Add(socket);
    }

    void Flush(int socket)
    {
        ref var connection = ref connections[socket];
        connection.Queued = false;
        if (connection.Closed) return;
        var count = Math.Min(connection.Owed, AnswersPerSendMax);
        connection.Owed -= count;
        connection.Sending = true;
        network.Send(socket, socket, [(connection.IsPing ? pongs : answers).First(count)]);
    }

    struct Connection
    {
        internal int Owed;
        internal bool IsPing;
        internal bool Sending;
        internal bool Queued;
        internal bool Closed;
    }
}
