using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace AotKv.Engine.Catalog;

/// <summary>
/// Finds a command by its name, in any case: an open table, at most a quarter full, of names as two words. Made at
/// start, then immutable. Never allocates.
/// </summary>
/// <remarks>
/// A name of up to 16 bytes is told by its length and two words, read so that they overlap: its first and last 8
/// bytes, or its first and last 4 in one word, or its first, middle and last byte. Only longer names are compared.
/// </remarks>
sealed class CommandNames
{
    const ulong Multiplier = 0x9E3779B97F4A7C15;

    readonly Entry[] entries;
    readonly int shift;

    public CommandNames(IReadOnlyDictionary<string, CommandInfo> commands)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(commands.Count * 4, 8));
        entries = new Entry[size];
        shift = 64 - BitOperations.Log2((uint)size);
        foreach (var (name, command) in commands) Add(name, command);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(ReadOnlySpan<byte> name, out Found found)
    {
        ReadWords(name, out var first, out var last);
        for (var i = PlaceOf(first, last, name.Length); ; i = (i + 1) & (entries.Length - 1))
        {
            ref readonly var entry = ref entries[i];
            if (entry.Length == 0)
            {
                found = default;
                return false;
            }
            if (entry.First != first || entry.Last != last || entry.Length != name.Length) continue;
            if (name.Length > 16 && !IsLongName(entry, name)) continue;
            found = entry.Found;
            return true;
        }
    }

    static bool IsLongName(in Entry entry, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(name, entry.Name);

    void Add(string text, CommandInfo command)
    {
        var name = Encoding.Latin1.GetBytes(text);
        ReadWords(name, out var first, out var last);
        var i = PlaceOf(first, last, name.Length);
        while (entries[i].Length != 0) i = (i + 1) & (entries.Length - 1);
        entries[i] = new()
        {
            First = first,
            Last = last,
            Length = name.Length,
            Name = name,
            Found = new(command.Id, (short)command.Arity, command.Subcommands.Count > 0),
        };
    }

    int PlaceOf(ulong first, ulong last, int length) =>
        (int)(((first ^ BitOperations.RotateLeft(last, 29)) + (uint)length) * Multiplier >> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ReadWords(ReadOnlySpan<byte> name, out ulong first, out ulong last)
    {
        last = 0;
        if (name.Length >= 8)
        {
            first = ToLower(BinaryPrimitives.ReadUInt64LittleEndian(name));
            last = ToLower(BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]));
        }
        else if (name.Length >= 4)
        {
            first = BinaryPrimitives.ReadUInt32LittleEndian(name);
            first = ToLower(first | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]) << 32);
        }
        else if (name.Length > 0)
        {
            first = ToLower(name[0] | (ulong)name[name.Length >> 1] << 8 | (ulong)name[^1] << 16);
        }
        else first = 0;
    }

    /// <summary>Makes the capitals among 8 ASCII bytes small and leaves all other bytes as they are.</summary>
    static ulong ToLower(ulong word)
    {
        const ulong Ones = 0x0101010101010101;
        var low = word & (Ones * 0x7F);
        var fromA = low + Ones * (0x80 - 'A');
        var afterZ = low + Ones * (0x7F - 'Z');
        var capitals = (fromA ^ afterZ) & ~word & (Ones * 0x80);
        return word | capitals >> 2;
    }

    /// <summary>What resolving a request needs of the command.</summary>
    public readonly record struct Found(CommandId Id, short Arity, bool IsContainer);

    struct Entry
    {
        public ulong First;
        public ulong Last;
        public byte[] Name;
        public int Length;
        public Found Found;
    }
}
