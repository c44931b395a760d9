using AotKv.Memory;
using AotKv.Memory.Blocks;
using AotKv.Memory.Heaps;
using Xunit;

namespace AotKv.Engine.Tests;

public sealed class ReplyChainTests
{
    static byte[] Content(ReplyChain chain)
    {
        var content = new byte[chain.Length];
        Assert.Equal(content.Length, chain.Peek(content));
        return content;
    }

    [Fact]
    public void A_chain_holds_what_was_appended_and_not_consumed_as_a_list_does()
    {
        var seed = Seed.ForThisRun();
        var random = new Random(seed);
        using var depot = new BlockDepot();
        using var pool = new BlockPool(depot);
        var chain = new ReplyChain();
        var other = new ReplyChain();
        var model = new List<byte>();
        using var heap = new ShardHeap();
        using var pins = new PinHome(heap);
        for (var step = 0; step < 5_000; step++)
        {
            var bytes = new byte[random.Next(random.Next(10) == 0 ? 40_000 : 300)];
            if (random.Next(10) == 0) bytes = new byte[ReplyChain.BlockBytes];
            random.NextBytes(bytes);
            switch (random.Next(6))
            {
                case 0:
                    chain.Append(pool, bytes);
                    model.AddRange(bytes);
                    break;
                case 1:
                    other.Append(pool, bytes);
                    chain.Append(other);
                    model.AddRange(bytes);
                    Assert.True(other.IsEmpty);
                    break;
                case 2:
                    if (random.Next(2) == 0) other.StartSmall(pool);
                    other.Append(pool, bytes);
                    var moved = random.Next(bytes.Length + 1);
                    chain.AppendFrom(other, pool, moved);
                    model.AddRange(bytes.AsSpan(0, moved));
                    other.Clear(pool);
                    break;
                case 3:
                    chain.Append(pool, Pinned(heap, pins, bytes));
                    model.AddRange(bytes);
                    break;
                case 4:
                    other.Append(pool, bytes);
                    other.Append(pool, Pinned(heap, pins, bytes));
                    other.Append(pool, "\r\n"u8);
                    var taken = random.Next(2 * bytes.Length + 2);
                    chain.AppendFrom(other, pool, taken);
                    model.AddRange(((byte[])[.. bytes, .. bytes, .. "\r\n"u8]).AsSpan(0, taken));
                    other.Clear(pool);
                    break;
                default:
                    var count = (int)Math.Min(model.Count, random.NextInt64(60_000));
                    chain.Consume(pool, count);
                    model.RemoveRange(0, count);
                    break;
            }
            Assert.True(model.Count == chain.Length, $"seed {seed}, step {step}");
            if (step % 50 == 0) Assert.True(Content(chain).AsSpan().SequenceEqual(model.ToArray()), $"seed {seed}");
        }
        chain.Clear(pool);
        Assert.Equal((0, 0L, 0L), (chain.Blocks, chain.BlocksBytes, chain.BytesPinned));
        FreeReturned(heap, pins);
        Assert.Equal(0, heap.BytesUsed);
    }

    [Fact]
    public void A_reference_to_as_many_bytes_as_a_block_has_is_no_block()
    {
        using var depot = new BlockDepot();
        using var pool = new BlockPool(depot);
        using var heap = new ShardHeap();
        using var pins = new PinHome(heap);
        var chain = new ReplyChain();
        chain.Append(pool, Pinned(heap, pins, new byte[ReplyChain.BlockBytes]));
        Assert.Equal((0, 1), (chain.Blocks, chain.Links));
        chain.Consume(pool, ReplyChain.BlockBytes);
        FreeReturned(heap, pins);
        Assert.Equal(0, heap.BytesUsed);
        Assert.True(depot.BytesReserved < ReplyChain.BlockBytes);
        chain.Append(pool, new byte[1]);
        Assert.True(depot.BytesReserved > ReplyChain.BlockBytes);
        chain.Clear(pool);
    }

    /// <summary>A value that is no key's: it goes home when the chain has let go.</summary>
    static PinnedBytes Pinned(ShardHeap heap, PinHome pins, byte[] bytes)
    {
        var length = Math.Max(bytes.Length, 1);
        var block = length > ShardHeap.SmallMax ? heap.AllocateLarge(length) : heap.Allocate(length);
        var view = new NativeBytes(block, bytes.Length);
        bytes.CopyTo(view.Span);
        return new(view, pins.Create(block, length));
    }

    static void FreeReturned(ShardHeap heap, PinHome pins)
    {
        while (pins.TryTake(out var pin))
        {
            if (pin.BlockBytes > ShardHeap.SmallMax) heap.FreeLarge(pin.Block, pin.BlockBytes);
            else heap.Free(pin.Block, (int)pin.BlockBytes);
            pins.Free(pin);
        }
    }

    [Fact]
    public void A_header_written_last_stands_before_what_it_announces()
    {
        using var depot = new BlockDepot();
        using var pool = new BlockPool(depot);
        var chain = new ReplyChain();
        var reply = new Reply(chain, pool, RespVersion.Resp2);
        reply.Ok();
        var outer = reply.BeginArray();
        reply.Integer(1);
        var inner = reply.BeginArray();
        reply.Bulk("x"u8);
        reply.EndArray(inner, 1);
        reply.EndArray(outer, 2);
        Assert.Equal("+OK\r\n*2\r\n:1\r\n*1\r\n$1\r\nx\r\n"u8.ToArray(), Content(chain));
        chain.Clear(pool);
    }

    [Fact]
    public void Errors_keep_to_one_line()
    {
        using var depot = new BlockDepot();
        using var pool = new BlockPool(depot);
        var chain = new ReplyChain();
        new Reply(chain, pool, RespVersion.Resp2).Error("ERR a\r\nb"u8);
        Assert.Equal("-ERR a  b\r\n"u8.ToArray(), Content(chain));
        chain.Clear(pool);
    }

    [Fact]
    public void A_chain_that_may_hold_no_more_drops_all_and_goes_on_counting()
    {
        using var depot = new BlockDepot();
        using var pool = new BlockPool(depot);
        var chain = new ReplyChain { BlocksMax = 2 };
        var reply = new Reply(chain, pool, RespVersion.Resp2);
        var place = reply.BeginArray();
        for (var i = 0; i < 30; i++) reply.Bulk(new byte[1_000]);
        Assert.False(reply.IsCut);
        for (var i = 0; i < 30; i++) reply.Bulk(new byte[1_000]);
        var after = reply.BeginArray();
        reply.EndArray(after, 0);
        reply.EndArray(place, 60);
        Assert.True(reply.IsCut);
        Assert.Equal(1, chain.Blocks);
        Assert.InRange(chain.Length, 60_000, 61_000);

        var other = new ReplyChain();
        other.Append(chain);
        Assert.True(other.IsCut);
        Assert.False(chain.IsCut);
        other.Clear(pool);
        Assert.False(other.IsCut);
        Assert.True(other.IsEmpty);
    }

    [Fact]
    public void Empty_chains_hold_no_block()
    {
        using var depot = new BlockDepot();
        using var pool = new BlockPool(depot);
        var chain = new ReplyChain();
        chain.Append(pool, new byte[100_000]);
        chain.Consume(pool, 100_000);
        Span<NativeBytes> pieces = new NativeBytes[4];
        Assert.Equal(0, chain.Pieces(pieces));
    }
}
