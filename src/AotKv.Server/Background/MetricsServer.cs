using System.Runtime.InteropServices;
using System.Text;
using AotKv.Instance;
using AotKv.Instance.Info;
using AotKv.Linux;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Server.Background;

/// <summary>
/// metrics-port: answers HTTP requests for /metrics on a thread of its own, with a network of its own, so that a scrape
/// costs the cores nothing but the counters it reads. Every answer closes its connection.
/// </summary>
sealed class MetricsServer(ServerInstance server, int[] listeners)
{
    const int CompletionsMax = 64;
    const int ConnectionsMax = 64;
    const int RequestBytesMax = 8 * 1024;
    const long ListenerBit = 1L << 62;
    const long PatienceNanoseconds = 10_000_000_000;
    const long LookNanoseconds = 1_000_000_000;

    readonly Dictionary<long, Scrape> scrapes = [];
    readonly Network network = new NetworkFactory(NetworkKind.Epoll).Create();
    long lastToken;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "metrics" }.Start();

    void Run()
    {
        foreach (var listener in listeners) network.Listen(listener, ListenerBit | (uint)listener);
        var completions = new Completion[CompletionsMax];
        while (true)
        {
            var count = network.SubmitAndReap(completions, scrapes.Count == 0 ? -1 : LookNanoseconds);
            foreach (ref var completion in completions.AsSpan(0, count)) Take(completion);
            CloseSlow();
        }
    }

    void Take(in Completion completion)
    {
        if (completion.Kind == CompletionKind.Acceptable)
        {
            AcceptAll((int)(uint)completion.Token);
            return;
        }
        var scrape = scrapes[completion.Token];
        switch (completion.Kind)
        {
            case CompletionKind.Received: Receive(scrape, completion); break;
            case CompletionKind.Sent: Continue(scrape, completion.Result); break;
            case CompletionKind.Closed:
                scrapes.Remove(completion.Token);
                scrape.Dispose();
                break;
        }
    }

    void AcceptAll(int listener)
    {
        int socket;
        while ((socket = network.TryAccept(listener)) >= 0)
        {
            var isRefused = server.Configuration.Current.ProtectedMode && !server.NeedsPassword && !IsLocal(socket);
            if (scrapes.Count >= ConnectionsMax || isRefused)
            {
                Sockets.Dismiss(socket, "HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n"u8);
                continue;
            }
            var token = ++lastToken;
            scrapes[token] = new(socket, token, server.Clock.MonotonicNanoseconds);
            network.Open(socket, token);
        }
    }

    static bool IsLocal(int socket)
    {
        var address = Sockets.PeerAddress(socket);
        return address.StartsWith("127.", StringComparison.Ordinal)
            || address.StartsWith("[::1]", StringComparison.Ordinal);
    }

    void Receive(Scrape scrape, in Completion received)
    {
        if (received.Result > 0)
        {
            scrape.Request.Append(Encoding.Latin1.GetString(received.Bytes.Span[..received.Result]));
            network.ReturnBuffer(received.BufferId);
        }
        if (scrape.IsAnswered) return;
        if (received.Result <= 0 || scrape.Request.Length > RequestBytesMax)
        {
            scrape.IsAnswered = true;
            Close(scrape);
            return;
        }
        var request = scrape.Request.ToString();
        if (!request.Contains("\r\n\r\n", StringComparison.Ordinal)) return;
        scrape.IsAnswered = true;
        scrape.Keep(Answer(request));
        network.Send(scrape.Socket, scrape.Token, [scrape.Rest]);
    }

    byte[] Answer(string request)
    {
        var words = request[..request.IndexOf('\r')].Split(' ');
        var isHead = words[0] == "HEAD";
        if (words.Length < 2 || words[0] != "GET" && !isHead) return Respond("405 Method Not Allowed", "", isHead);
        var path = words[1].Split('?')[0];
        return path is "/metrics" or "/"
            ? Respond("200 OK", new MetricsReport(server, server.Clock.UnixMicroseconds / 1000).Write(), isHead)
            : Respond("404 Not Found", "", isHead);
    }

    static byte[] Respond(string status, string body, bool isHead)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: {MetricsReport.ContentType}\r\n"
            + $"Content-Length: {bytes.Length}\r\nConnection: close\r\n\r\n");
        return isHead ? head : [.. head, .. bytes];
    }

    void Continue(Scrape scrape, int sent)
    {
        var hasMore = sent > 0 && !scrape.IsClosing && scrape.Advance(sent);
        if (hasMore) network.Send(scrape.Socket, scrape.Token, [scrape.Rest]);
        else Close(scrape);
    }

    void Close(Scrape scrape)
    {
        if (scrape.IsClosing) return;
        scrape.IsClosing = true;
        network.Close(scrape.Socket, scrape.Token);
    }

    /// <summary>Whoever sends nothing, or takes nothing, does not hold a place for ever.</summary>
    void CloseSlow()
    {
        var now = server.Clock.MonotonicNanoseconds;
        foreach (var scrape in scrapes.Values)
            if (now - scrape.Since > PatienceNanoseconds) Close(scrape);
    }

    /// <summary>One connection: the request so far, then the answer, pinned while the kernel takes it.</summary>
    sealed class Scrape(int socket, long token, long since) : IDisposable
    {
        GCHandle pin;
        int length;
        int sent;

        public int Socket => socket;

        public long Token => token;

        public long Since => since;

        public StringBuilder Request { get; } = new();

        public bool IsAnswered { get; set; }

        public bool IsClosing { get; set; }

        public NativeBytes Rest => new(pin.AddrOfPinnedObject() + sent, length - sent);

        public void Keep(byte[] answer)
        {
            pin = GCHandle.Alloc(answer, GCHandleType.Pinned);
            length = answer.Length;
        }

        /// <summary>False where all is sent.</summary>
        public bool Advance(int count) => (sent += count) < length;

        public void Dispose()
        {
            if (pin.IsAllocated) pin.Free();
        }
    }
}
