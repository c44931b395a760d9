using AotKv.Wire.Resp;

namespace AotKv.Server.Connections;

/// <summary>
/// What a client has sent and is not run yet. Owned by its core, which lends it to a connection while there is
/// something: an idle one has none.
/// </summary>
sealed class Incoming
{
    public InputBuffer Buffer;

    /// <summary>How far the request is read that is not whole yet.</summary>
    public RequestProgress Progress;

    /// <summary>The error where what follows is no request.</summary>
    public byte[]? Refusal;

    /// <summary>The bytes of the batch's requests.</summary>
    public int BatchBytes;

    /// <summary>The batch's next request to run.</summary>
    public int Next;

    /// <summary>The bytes of the arguments of what runs.</summary>
    public int ArgumentBytes;

    public void Forget()
    {
        Progress = default;
        Refusal = null;
        BatchBytes = Next = ArgumentBytes = 0;
    }
}
