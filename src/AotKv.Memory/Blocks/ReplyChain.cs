using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AotKv.Memory.Heaps;

namespace AotKv.Memory.Blocks;

/// <summary>
/// Bytes on their way to a client, in blocks borrowed from a core's pool; large values among them stand where they are,
/// pinned. Empty chains hold no memory. Owned by a connection, or by a part of a batch that another core fills and the
/// connection's core then takes over. One that is asked to hold more than it may is cut: its bytes are dropped and will
/// never be sent, and it goes on counting.
/// </summary>
public sealed class ReplyChain
{
    Block first;
    Block last;
    long length;
    long pinned;
    int blocks;
    int smallBlocks;

    /// <summary>Whole blocks held.</summary>
    public int Blocks => blocks;

    /// <summary>All blocks held, the small ones and the references included.</summary>
    public int Links => blocks + smallBlocks;

    /// <summary>The size of a whole block, bytes.</summary>
    public const int BlockBytes = Block.Size;

    /// <summary>The memory of all blocks held, bytes, without the values they refer to.</summary>
    public long BlocksBytes => (long)blocks * Block.Size + (long)smallBlocks * Block.SmallSize;

    /// <summary>The bytes of the values that are pinned for this chain.</summary>
    public long BytesPinned => pinned;

    /// <summary>How many whole blocks it may hold; looked at only when it needs another.</summary>
    public int BlocksMax { get; set; } = int.MaxValue;

    /// <summary>More was written than it may hold. Its client is to be closed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Bytes not yet consumed, or all that were written where it is cut.</summary>
    public long Length => length;

    public bool IsEmpty => length == 0;

    /// <summary>Free bytes of at least <paramref name="atLeast"/>, at most a block's capacity, to write into.</summary>
    public Span<byte> Room(BlockPool pool, int atLeast)
    {
        if (last.IsNone || last.Free < atLeast) Extend(pool, atLeast);
        return last.Room;
    }

    /// <summary>Makes <paramref name="count"/> bytes written into <see cref="Room"/> part of the chain.</summary>
    public void Advance(int count)
    {
        last.End += count;
        length += count;
    }

    public void Append(BlockPool pool, ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var room = Room(pool, atLeast: 1);
            if (bytes.Length <= room.Length)
            {
                bytes.CopyTo(room);
                Advance(bytes.Length);
                return;
            }
            bytes[..room.Length].CopyTo(room);
            bytes = bytes[room.Length..];
            Advance(room.Length);
        }
    }

    /// <summary>A value behind what is there, without copying it. The pin is the chain's from here on.</summary>
    public void Append(BlockPool pool, in PinnedBytes value)
    {
        var reference = pool.BorrowReference(value);
        length += value.Bytes.Length;
        if (IsCut)
        {
            pool.Return(reference);
            return;
        }
        Link(reference);
        pinned += value.Bytes.Length;
    }

    /// <summary>Takes over all bytes of another chain, behind this one's.</summary>
    public void Append(ReplyChain other)
    {
        if (other.first.IsNone) return;
        if (last.IsNone) first = other.first;
        else last.Next = other.first.Address;
        last = other.last;
        length += other.length;
        blocks += other.blocks;
        smallBlocks += other.smallBlocks;
        pinned += other.pinned;
        IsCut |= other.IsCut;
        other.Forget();
    }

    /// <summary>
    /// Moves the first <paramref name="count"/> bytes of another chain behind this one's: text by copying, pinned
    /// values by holding them once more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendFrom(ReplyChain other, BlockPool pool, long count)
    {
        if (!TryAppendShort(other, count)) AppendPieces(other, pool, count);
    }

    /// <summary>
    /// Most replies are a few bytes in the other's first block, and there is room for them in the last one here. They
    /// are copied in whole vectors: what that writes too much is written over by what comes next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool TryAppendShort(ReplyChain other, long count)
    {
        var from = other.first;
        if (last.IsNone || from.IsNone || from.IsReference || count > from.Length || count > ShortMax) return false;
        var bytes = (int)count;
        var copied = bytes + Vector128<byte>.Count;
        if (copied > last.Free || copied > from.Readable) return false;
        from.CopyVectors(last, bytes);
        from.Start += bytes;
        other.length -= bytes;
        Advance(bytes);
        return true;
    }

    const int ShortMax = 256;

    void AppendPieces(ReplyChain other, BlockPool pool, long count)
    {
        while (count > 0)
        {
            var take = (int)Math.Min(count, other.first.Length);
            var from = other.first;
            if (from.IsReference)
            {
                from.Pin.Hold();
                Append(pool, new PinnedBytes(from.Bytes.Slice(0, take), from.Pin));
            }
            else Append(pool, from.At(from.Start, take));
            other.Consume(pool, take);
            count -= take;
        }
    }

    /// <summary>
    /// Fills <paramref name="pieces"/> with the chain's bytes in order, up to <see cref="PiecesBytesMax"/>; returns how
    /// many pieces.
    /// </summary>
    public int Pieces(Span<NativeBytes> pieces)
    {
        var count = 0;
        var left = PiecesBytesMax;
        for (var block = first; !block.IsNone && count < pieces.Length && left > 0; block = new(block.Next))
        {
            if (block.Length == 0) continue;
            var bytes = block.Bytes;
            if (bytes.Length > left) bytes = bytes.Slice(0, left);
            pieces[count++] = bytes;
            left -= bytes.Length;
        }
        return count;
    }

    /// <summary>More is sent when these bytes are: large values go home one after the other.</summary>
    public const int PiecesBytesMax = 4 << 20;

    /// <summary>Copies the chain's first bytes without consuming them; returns how many.</summary>
    public int Peek(Span<byte> destination)
    {
        var copied = 0;
        for (var block = first; !block.IsNone && copied < destination.Length; block = new(block.Next))
        {
            var take = Math.Min(block.Length, destination.Length - copied);
            block.At(block.Start, take).CopyTo(destination[copied..]);
            copied += take;
        }
        return copied;
    }

    /// <summary>Drops the first <paramref name="count"/> bytes and returns the blocks they leave empty.</summary>
    public void Consume(BlockPool pool, long count)
    {
        length -= count;
        while (!first.IsNone && count >= first.Length)
        {
            count -= first.Length;
            var emptied = first;
            first = new(emptied.Next);
            GiveBack(pool, emptied);
        }
        if (first.IsNone) last = default;
        else first.Start += (int)count;
    }

    /// <summary>
    /// Gives an empty chain a small block to begin with. Whoever copies a few short replies out of the chain spares the
    /// core that writes them a whole block of its own, and has the small one back in the pool that it came from.
    /// </summary>
    public void StartSmall(BlockPool pool) => Link(pool.BorrowSmall());

    /// <summary>Drops everything.</summary>
    public void Clear(BlockPool pool)
    {
        while (!first.IsNone)
        {
            var emptied = first;
            first = new(emptied.Next);
            pool.Return(emptied);
        }
        Forget();
    }

    void GiveBack(BlockPool pool, Block emptied)
    {
        if (emptied.IsSmall)
        {
            smallBlocks--;
            if (emptied.IsReference) pinned -= emptied.End;
        }
        else blocks--;
        pool.Return(emptied);
    }

    void Forget()
    {
        first = last = default;
        length = pinned = 0;
        blocks = smallBlocks = 0;
        IsCut = false;
    }

    /// <summary>
    /// Reserves a place for a header whose text is known only when what follows it has been written. The place is
    /// closed by <see cref="Fill"/>; places nest.
    /// </summary>
    public HeaderPlace Reserve(BlockPool pool)
    {
        Room(pool, HeaderPlace.Size);
        var place = new HeaderPlace(last.Address, last.End);
        last.Room[..HeaderPlace.Size].Clear();
        Advance(HeaderPlace.Size);
        return place;
    }

    /// <summary>
    /// Writes the header at its place. What follows it in the same block moves down by the bytes not needed: a gap in
    /// the middle would be sent. What stands before it, places still open among it, stays.
    /// </summary>
    public void Fill(HeaderPlace place, ReadOnlySpan<byte> header)
    {
        // The place was dropped.
        if (IsCut) return;
        var block = new Block(place.Block);
        var followsAt = place.Offset + HeaderPlace.Size;
        var gap = HeaderPlace.Size - header.Length;
        header.CopyTo(block.At(place.Offset, header.Length));
        var following = block.At(followsAt, block.End - followsAt);
        following.CopyTo(block.At(followsAt - gap, following.Length));
        block.End -= gap;
        length -= gap;
    }

    /// <summary>
    /// Behind a pinned value stand a few bytes, the end of its reply and the header of the next: a small block will do.
    /// </summary>
    void Extend(BlockPool pool, int atLeast)
    {
        if (!last.IsNone && last.IsReference && atLeast <= Block.SmallCapacity) Link(pool.BorrowSmall());
        else if (IsCut || blocks >= BlocksMax) Cut(pool);
        else Link(pool.Borrow());
    }

    /// <summary>Drops all bytes; one block stays, which is written over and over.</summary>
    void Cut(BlockPool pool)
    {
        var written = length;
        Clear(pool);
        Link(pool.Borrow());
        length = written;
        IsCut = true;
    }

    void Link(Block block)
    {
        if (block.IsSmall) smallBlocks++;
        else blocks++;
        if (last.IsNone) first = block;
        else last.Next = block.Address;
        last = block;
    }
}
