using AotKv.Engine.Transactions;
using AotKv.Server.Reactor;

namespace AotKv.Server.Connections;

/// <summary>
/// What a connection borrows from its core while it is busy: memory for what it was sent, for the requests that run and
/// for what it answers. An idle one has given all of it back. Used on the core's thread; its numbers are read by any.
/// </summary>
abstract class Borrower(Core core) : TransactionHost
{
    protected readonly Core core = core;
    protected Batch? batch;
    Outgoing? outgoing;
    Incoming? incoming;

    public Core Core => core;

    /// <summary>What it is answered and the kernel has not taken; null where there is nothing.</summary>
    public Outgoing? Outgoing => outgoing;

    /// <summary>What it was sent and has not run; borrowed at the first call.</summary>
    protected Incoming Arrived => incoming ??= core.Inputs.Borrow();

    /// <summary>Where its replies go; borrowed at the first call.</summary>
    protected Outgoing Replies => outgoing ??= core.Outputs.Borrow();

    public long InputBytes => incoming is { } held ? Math.Max(0, held.Buffer.Length - held.Progress.ArgumentStart) : 0;

    /// <summary>Bytes of arguments that were read of a request that is not whole.</summary>
    protected long ReadArgumentBytes => incoming?.Progress.ArgumentStart ?? 0;

    /// <summary>Bytes of the arguments of what runs.</summary>
    protected long RunningArgumentBytes => incoming?.ArgumentBytes ?? 0;

    public long InputFree => incoming?.Buffer.Free ?? 0;

    public long OutputBytes => outgoing?.Length ?? 0;
    public int OutputBlocks => outgoing?.Blocks ?? 0;
    public int OutputLinks => outgoing?.Links ?? 0;
    public long OutputBlocksBytes => outgoing?.BlocksBytes ?? 0;

    protected void ForgetArguments()
    {
        if (incoming is not null) incoming.ArgumentBytes = 0;
    }

    /// <summary>Gives back memory for requests that is not needed. Not while a batch points into it.</summary>
    protected void ShrinkInput(long now, long lastActiveAt)
    {
        if (incoming is not { } held) return;
        held.Buffer.Shrink(now, lastActiveAt, held.Progress.BytesWanted);
        if (held.Buffer.IsEmpty && batch is null) GiveInputBack();
    }

    protected void GiveBatchBack()
    {
        core.ReturnBatch(batch!);
        batch = null;
    }

    /// <summary>Nothing is left of what was sent, and no batch points into it.</summary>
    protected void GiveInputBack()
    {
        incoming!.Forget();
        core.Inputs.TryReturn(incoming);
        incoming = null;
    }

    /// <summary>All that was answered is sent, and nobody is about to write more.</summary>
    protected void GiveOutputBack()
    {
        outgoing!.Clear(core.Port.Blocks);
        core.Outputs.TryReturn(outgoing);
        outgoing = null;
    }

    /// <summary>Neither network nor shards use any of it.</summary>
    protected void GiveAllBack()
    {
        if (outgoing is not null) GiveOutputBack();
        incoming?.Buffer.Clear(core.Network);
        if (incoming is not null) GiveInputBack();
        if (batch is not null) GiveBatchBack();
    }
}
