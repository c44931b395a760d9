using System.Buffers.Binary;
using AotKv.Memory;
using AotKv.Wire.Numbers;
using AotKv.Wire.Text;

namespace AotKv.Wire.Resp;

/// <summary>
/// Reads requests, RESP arrays of bulk strings and inline commands, as Valkey 9.1 does. Stateless: what is known of an
/// unfinished request is in <see cref="RequestProgress"/>, so no byte is understood twice, however it arrives. The
/// answer depends on the bytes only, never on how they were cut: a line is too long when its end is not among the
/// first 64 KB and one bytes, also where it is already there. The quoted arguments of an inline request are unescaped
/// in place.
/// </summary>
public static class RequestReader
{
    const int LineEnd = '\r' | '\n' << 8;
    const int NotYet = -1;
    const int TooLong = -2;

    /// <summary>
    /// Reads one request from <paramref name="bytes"/>, which begin at its first byte. The ranges of its arguments are
    /// appended to <paramref name="ranges"/> as they are found, and count from that byte. After anything but
    /// <see cref="ReadOutcome.NeedMore"/>, <paramref name="consumed"/> bytes are done with and the next request starts
    /// from the default progress.
    /// </summary>
    public static ReadOutcome TryRead(
        Span<byte> bytes, in RequestLimits limits, ref RequestProgress progress, ref NativeList<ArgumentRange> ranges,
        out int consumed, out ProtocolError error)
    {
        error = default;
        if (progress.IsFirstLine)
        {
            progress.FirstRange = ranges.Count;
            var count = ReadShortCount(bytes);
            if (count != 0)
            {
                var position = 4;
                var read = ReadShortArguments(bytes, ref position, count, ref ranges);
                progress.ArgumentCount = read;
                consumed = position;
                if (read == count) return ReadOutcome.Complete;
                progress.LineSearched = 0;
                progress.Position = position;
                progress.ArgumentsLeft = count - read;
            }
        }
        return TryReadSlow(bytes, limits, ref progress, ref ranges, out consumed, out error);
    }

    /// <summary>The count in the lines "*1" to "*9" that most requests start with, or 0 for any other start.</summary>
    static int ReadShortCount(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4) return 0;
        var line = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var count = (int)(line >> 8 & 0xFF) - '0';
        return (line & 0xFFFF_00FF) == ('*' | LineEnd << 16) && (uint)(count - 1) <= 8 ? count : 0;
    }

    /// <summary>
    /// Reads as many of the next <paramref name="count"/> arguments as are short, all there and well formed, which no
    /// limit forbids. Returns how many those are; <paramref name="position"/> moves behind them.
    /// </summary>
    static int ReadShortArguments(
        ReadOnlySpan<byte> bytes, ref int position, int count, ref NativeList<ArgumentRange> ranges)
    {
        // The count is only a promise so far: it must not decide how much memory is taken.
        var found = ranges.EnsureRoom(Math.Min(count, 64));
        if (found.Length > count) found = found[..count];
        var current = position;
        var read = 0;
        for (; read < found.Length; read++)
        {
            var line = ShortLength.Read(bytes[current..]);
            if (line < 0) break;
            var start = current + (line & 7);
            var length = line >> 3;
            var end = start + length;
            if (end > bytes.Length - 2 || BinaryPrimitives.ReadUInt16LittleEndian(bytes[end..]) != LineEnd) break;
            found[read] = new(start, length);
            current = end + 2;
        }
        position = current;
        ranges.Advance(read);
        return read;
    }

    static ReadOutcome TryReadSlow(
        Span<byte> bytes, in RequestLimits limits, ref RequestProgress progress, ref NativeList<ArgumentRange> ranges,
        out int consumed, out ProtocolError error)
    {
        consumed = 0;
        error = default;
        progress.BytesWanted = 0;
        if (bytes.IsEmpty) return ReadOutcome.NeedMore;
        if (bytes[0] != '*') return TryReadInline(bytes, limits, ref progress, ref ranges, out consumed, out error);

        if (progress.IsFirstLine)
        {
            var outcome = ReadArgumentCount(bytes, limits, ref progress, out error);
            if (outcome == ReadOutcome.Empty) consumed = progress.Position;
            if (outcome != ReadOutcome.Complete) return outcome;
        }
        while (true)
        {
            if (progress.BulkLengthPlusOne == 0)
            {
                if (TakeShortArguments(bytes, ref progress, ref ranges)) continue;
                if (progress.ArgumentsLeft == 0) break;
                var outcome = ReadArgumentLength(bytes, limits, ref progress, out error);
                if (outcome != ReadOutcome.Complete) return outcome;
            }
            var length = progress.BulkLengthPlusOne - 1;
            var rest = bytes[progress.Position..];
            if (rest.Length < length + 2)
            {
                progress.BytesWanted = length + 2 - rest.Length;
                return ReadOutcome.NeedMore;
            }
            if (BinaryPrimitives.ReadUInt16LittleEndian(rest[length..]) != LineEnd)
                return Fail(ProtocolErrorKind.InvalidLineEnd, out error);
            ranges.Add(new ArgumentRange(progress.Position, length));
            progress.Position += length + 2;
            progress.BulkLengthPlusOne = 0;
            progress.ArgumentCount++;
            progress.ArgumentsLeft--;
        }
        consumed = progress.Position;
        return ReadOutcome.Complete;
    }

    /// <summary>Reads arguments the short way, and notes it. False where the next one, if any, is not for it.</summary>
    static bool TakeShortArguments(
        ReadOnlySpan<byte> bytes, ref RequestProgress progress, ref NativeList<ArgumentRange> ranges)
    {
        if (progress.ArgumentsLeft == 0) return false;
        var read = ReadShortArguments(bytes, ref progress.Position, progress.ArgumentsLeft, ref ranges);
        if (read == 0) return false;
        progress.ArgumentCount += read;
        progress.ArgumentsLeft -= read;
        progress.LineSearched = 0;
        return true;
    }

    /// <summary>Reads "*count", the first line. Complete means that arguments follow.</summary>
    static ReadOutcome ReadArgumentCount(
        ReadOnlySpan<byte> bytes, in RequestLimits limits, ref RequestProgress progress, out ProtocolError error)
    {
        error = default;
        var end = FindLineEnd(bytes, ref progress);
        if (end == NotYet) return ReadOutcome.NeedMore;
        if (end == TooLong) return Fail(ProtocolErrorKind.ArgumentCountTooLong, out error);
        if (bytes[end + 1] != '\n') return Fail(ProtocolErrorKind.InvalidLineEnd, out error);
        if (!IntegerText.TryParse(bytes[1..end], out var count) || count > int.MaxValue)
            return Fail(ProtocolErrorKind.InvalidArgumentCount, out error);
        if (count > RequestLimits.UnauthenticatedArgumentsMax && limits.Source == RequestSource.UnauthenticatedClient)
            return Fail(ProtocolErrorKind.UnauthenticatedArgumentCount, out error);
        progress.Position = end + 2;
        progress.ArgumentsLeft = (int)Math.Max(count, 0);
        return count > 0 ? ReadOutcome.Complete : ReadOutcome.Empty;
    }

    /// <summary>Reads "$length", the line before an argument. The checks come in Valkey's order.</summary>
    static ReadOutcome ReadArgumentLength(
        ReadOnlySpan<byte> bytes, in RequestLimits limits, ref RequestProgress progress, out ProtocolError error)
    {
        error = default;
        var position = progress.Position;
        var end = FindLineEnd(bytes, ref progress);
        if (end == NotYet) return ReadOutcome.NeedMore;
        if (end == TooLong) return Fail(ProtocolErrorKind.ArgumentLengthTooLong, out error);
        if (bytes[position] != '$')
        {
            error = new(ProtocolErrorKind.ArgumentLengthExpected, bytes[position]);
            return ReadOutcome.ProtocolError;
        }
        if (bytes[end + 1] != '\n') return Fail(ProtocolErrorKind.InvalidLineEnd, out error);
        var parsed = IntegerText.TryParse(bytes[(position + 1)..end], out var length);
        // What 32-bit positions cannot reach is refused in the same words.
        if (!parsed || length < 0 || length > limits.BulkBytesMax || length > int.MaxValue - 4 - end)
            return Fail(ProtocolErrorKind.InvalidArgumentLength, out error);
        if (length > RequestLimits.UnauthenticatedArgumentBytesMax
            && limits.Source == RequestSource.UnauthenticatedClient)
            return Fail(ProtocolErrorKind.UnauthenticatedArgumentLength, out error);
        progress.Position = end + 2;
        progress.BulkLengthPlusOne = (int)length + 1;
        return ReadOutcome.Complete;
    }

    /// <summary>
    /// Finds the carriage return that ends the line at the progress' position, once the byte after it is there too.
    /// </summary>
    static int FindLineEnd(ReadOnlySpan<byte> bytes, ref RequestProgress progress)
    {
        var line = FirstLineBytes(bytes[progress.Position..]);
        var found = line[progress.LineSearched..].IndexOf((byte)'\r');
        if (found < 0)
        {
            progress.LineSearched = line.Length;
            return line.Length > RequestLimits.LineBytesMax ? TooLong : NotYet;
        }
        found += progress.LineSearched;
        var end = progress.Position + found;
        progress.LineSearched = end + 2 > bytes.Length ? found : 0;
        return end + 2 > bytes.Length ? NotYet : end;
    }

    static ReadOutcome TryReadInline(
        Span<byte> bytes, in RequestLimits limits, ref RequestProgress progress, ref NativeList<ArgumentRange> ranges,
        out int consumed, out ProtocolError error)
    {
        consumed = 0;
        error = default;
        var searched = FirstLineBytes(bytes);
        // A zero byte hides the line end after it, as for C's strchr: such a line only ever becomes too long.
        var found = searched[progress.LineSearched..].IndexOfAny((byte)'\n', (byte)0);
        var end = found < 0 ? searched.Length : progress.LineSearched + found;
        if (end == searched.Length || bytes[end] == 0)
        {
            progress.LineSearched = end;
            if (searched.Length <= RequestLimits.LineBytesMax) return ReadOutcome.NeedMore;
            return Fail(ProtocolErrorKind.InlineTooLong, out error);
        }
        var line = bytes[..end];
        if (end > 0 && line[end - 1] == '\r') line = line[..^1];
        if (!QuotedArguments.TrySplit(line, BackslashAtEnd.Literal, ref ranges))
            return Fail(ProtocolErrorKind.UnbalancedQuotes, out error);
        if (!line.IsEmpty && limits.Source == RequestSource.ReplicationLink)
        {
            ranges.Truncate(progress.FirstRange);
            return Fail(ProtocolErrorKind.InlineFromReplicationLink, out error);
        }
        consumed = end + 1;
        progress.ArgumentCount = ranges.Count - progress.FirstRange;
        return progress.ArgumentCount == 0 ? ReadOutcome.Empty : ReadOutcome.Complete;
    }

    static ReadOnlySpan<byte> FirstLineBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length > RequestLimits.LineBytesMax + 1 ? bytes[..(RequestLimits.LineBytesMax + 1)] : bytes;

    static ReadOutcome Fail(ProtocolErrorKind kind, out ProtocolError error)
    {
        error = new(kind);
        return ReadOutcome.ProtocolError;
    }
}
