using System.Buffers.Text;
using AotKv.Engine.Catalog;
using AotKv.Memory.Blocks;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Makes one reply of the replies of a request's pieces: the sum of integers, one array of all elements, or a single
/// OK or 1. The first error among the pieces is the reply.
/// </summary>
ref struct PieceMerger
{
    readonly Merge merge;
    readonly ReplyChain output;
    readonly BlockPool blocks;
    readonly Reply reply;
    readonly HeaderPlace place;
    long total;
    ReplyChain? error;

    public PieceMerger(Merge merge, ReplyChain output, BlockPool blocks, RespVersion version)
    {
        this.merge = merge;
        this.output = output;
        this.blocks = blocks;
        reply = new Reply(output, blocks, version);
        if (merge == Merge.Array) place = reply.BeginArray();
    }

    /// <summary>
    /// Takes the next piece's reply, <paramref name="length"/> bytes from the front of its part's output.
    /// </summary>
    public void Add(ReplyChain piece, long length)
    {
        Span<byte> head = stackalloc byte[HeaderPlace.Size];
        head = head[..(int)Math.Min(length, piece.Peek(head))];
        if (head[0] == '-')
        {
            error ??= new ReplyChain();
            if (error.IsEmpty) error.AppendFrom(piece, blocks, length);
            else piece.Consume(blocks, length);
            return;
        }
        var headLength = head.IndexOf((byte)'\n') + 1;
        if (merge is Merge.Sum or Merge.Array && Utf8Parser.TryParse(head[1..], out long value, out _)) total += value;
        if (merge == Merge.Array)
        {
            piece.Consume(blocks, headLength);
            output.AppendFrom(piece, blocks, length - headLength);
        }
        else piece.Consume(blocks, length);
    }

    /// <summary>Whether the reply is an error.</summary>
    public readonly bool HasFailed => error is not null && merge != Merge.Array;

    public void End()
    {
        if (merge == Merge.Array)
        {
            reply.EndArray(place, total);
            return;
        }
        if (error is not null)
        {
            Span<byte> text = stackalloc byte[64];
            blocks.NoteError(text[1..error.Peek(text)]);
            output.Append(error);
        }
        else if (merge == Merge.Sum) reply.Integer(total);
        else if (merge == Merge.One) reply.Integer(1);
        else reply.Ok();
    }
}
