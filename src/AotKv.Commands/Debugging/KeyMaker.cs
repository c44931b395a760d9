using AotKv.Engine;
using AotKv.Memory;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Debugging;

/// <summary>DEBUG POPULATE: string keys with numbered names. Those that exist already stay as they are.</summary>
readonly ref struct KeyMaker(ReadOnlySpan<byte> prefix, int valueBytes)
{
    /// <summary>Longer names are cut, as in Valkey.</summary>
    const int NameMax = 127;

    readonly ReadOnlySpan<byte> prefix = prefix.IndexOf((byte)0) is >= 0 and var end ? prefix[..end] : prefix;

    public void Make(long count, in Call call, in Keyspace keys)
    {
        Span<byte> nameRoom = stackalloc byte[NameMax + IntegerText.BytesMax + 1];
        Span<byte> valueRoom = stackalloc byte["value:".Length + IntegerText.BytesMax];
        var padded = new NativeList<byte>();
        for (var i = 0L; i < count; i++)
        {
            var key = call.KeyOf(Name(i, nameRoom));
            if (keys.Exists(key)) continue;
            var value = Numbered("value:"u8, i, valueRoom);
            keys.SetString(key, valueBytes == 0 ? value : Padded(value, ref padded), Expiry.None);
        }
        padded.Dispose();
    }

    ReadOnlySpan<byte> Name(long number, Span<byte> room)
    {
        var start = prefix[..Math.Min(prefix.Length, NameMax)];
        start.CopyTo(room);
        room[start.Length] = (byte)':';
        var length = start.Length + 1 + IntegerText.Format(room[(start.Length + 1)..], number);
        return room[..Math.Min(length, NameMax)];
    }

    ReadOnlySpan<byte> Padded(ReadOnlySpan<byte> value, ref NativeList<byte> padded)
    {
        padded.Clear();
        var room = padded.EnsureRoom(valueBytes)[..valueBytes];
        room.Clear();
        value[..Math.Min(value.Length, valueBytes)].CopyTo(room);
        return room;
    }

    static ReadOnlySpan<byte> Numbered(ReadOnlySpan<byte> word, long number, Span<byte> room)
    {
        word.CopyTo(room);
        return room[..(word.Length + IntegerText.Format(room[word.Length..], number))];
    }
}
