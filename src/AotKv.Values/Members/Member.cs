using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AotKv.Values.Tables;

namespace AotKv.Values.Members;

/// <summary>
/// One element of a large set or hash: a name, perhaps a value, perhaps a deadline, in one block of native memory. A
/// view: the <see cref="MemberTable"/> owns the memory, and any change of this member may move it. Used on the thread
/// that runs the shard. The layout is in <see cref="MemberLayout"/>.
/// </summary>
public readonly unsafe struct Member : ITableEntry<Member>
{
    /// <summary>The deadline of a member that has none.</summary>
    public const long NoDeadline = -1;

    readonly byte* start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Member(nint address) => start = (byte*)address;

    /// <summary>No member.</summary>
    public static Member None => default;

    public bool IsNone
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => start == null;
    }

    /// <summary>Where the member stands; two views of one member have the same address.</summary>
    public nint Address => (nint)start;

    /// <summary>What it is found by.</summary>
    public ReadOnlySpan<byte> Name
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(start + NameOffset, NameLength);
    }

    public bool HasValue => (*start & MemberLayout.ValueBit) != 0;

    /// <summary>
    /// The value, or nothing where it has none. It may be overwritten in place; only the table can change its length.
    /// </summary>
    public Span<byte> Value => new(start + NameOffset + NameLength, ValueLength);

    public bool HasDeadline => MemberLayout.HasDeadline(*start);

    /// <summary>
    /// Its deadline in Unix milliseconds, or <see cref="NoDeadline"/>. Only one that has a deadline can be given
    /// another here.
    /// </summary>
    public long Deadline
    {
        get => HasDeadline
            ? Unsafe.ReadUnaligned<long>(start + MemberLayout.DeadlineOffset(*start))
            : NoDeadline;
        set
        {
            Debug.Assert(HasDeadline);
            Unsafe.WriteUnaligned(start + MemberLayout.DeadlineOffset(*start), value);
        }
    }

    /// <summary>
    /// Its place in the queue of deadlines that its owner may keep. Only where there is a deadline; lost where the
    /// table moves the member.
    /// </summary>
    internal int QueuePlace
    {
        get => Unsafe.ReadUnaligned<int>(start + MemberLayout.QueuePlaceOffset(*start));
        set => Unsafe.WriteUnaligned(start + MemberLayout.QueuePlaceOffset(*start), value);
    }

    /// <summary>The bytes of its block.</summary>
    internal long Bytes => NameOffset + (long)NameLength + ValueLength;

    ReadOnlySpan<byte> ITableEntry<Member>.Key => Name;

    int NameOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemberLayout.NameOffset(*start);
    }

    int NameLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemberLayout.IsShort(*start) ? *start >> MemberLayout.ShortLengthShift : LongerNameLength;
    }

    int LongerNameLength =>
        start[MemberLayout.LengthOffset] | (MemberLayout.HasLongName(*start) ? UpperLength : 0);

    int UpperLength =>
        start[MemberLayout.UpperLengthOffset] << 8
        | start[MemberLayout.UpperLengthOffset + 1] << 16
        | start[MemberLayout.UpperLengthOffset + 2] << 24;

    int ValueLength
    {
        get
        {
            var form = *start;
            if ((form & MemberLayout.ValueBit) == 0) return 0;
            var at = start + MemberLayout.ValueLengthOffset(form);
            return MemberLayout.HasLongValue(form) ? Unsafe.ReadUnaligned<int>(at) : *at;
        }
    }

    static int ITableEntry<Member>.EntriesABucketTenths => 95;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Member ITableEntry<Member>.At(nint address) => new(address);

    /// <summary>
    /// Whether this is the member of that name. Words for short names: a call costs more than they do.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasKey(ReadOnlySpan<byte> name)
    {
        var form = *start;
        var length = form >> MemberLayout.ShortLengthShift;
        if (length != name.Length || length is < 8 or > 16 || !MemberLayout.IsShort(form)) return HasKeySlow(name);
        var mine = start + MemberLayout.NameOffset(form);
        ref var other = ref MemoryMarshal.GetReference(name);
        var last = length - 8;
        return ((Unsafe.ReadUnaligned<ulong>(mine) ^ Unsafe.ReadUnaligned<ulong>(ref other))
            | (Unsafe.ReadUnaligned<ulong>(mine + last)
                ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref other, last)))) == 0;
    }

    bool HasKeySlow(ReadOnlySpan<byte> name) => Name.SequenceEqual(name);

    /// <summary>The bytes of a block with such parts; a value length of -1 is no value.</summary>
    internal static long BytesFor(int nameLength, int valueLength, bool hasDeadline) =>
        MemberLayout.NameOffset(MemberLayout.Form(nameLength, valueLength, hasDeadline))
        + (long)nameLength + Math.Max(valueLength, 0);

    /// <summary>
    /// Writes all but the value, which follows. The name may be this member's own, at its old place: it is moved first.
    /// </summary>
    internal void Begin(ReadOnlySpan<byte> name, int valueLength, long deadline)
    {
        var length = name.Length;
        var form = MemberLayout.Form(length, valueLength, deadline != NoDeadline);
        name.CopyTo(new Span<byte>(start + MemberLayout.NameOffset(form), length));
        *start = form;
        if (!MemberLayout.IsShort(form)) start[MemberLayout.LengthOffset] = (byte)length;
        if (MemberLayout.HasLongName(form))
        {
            start[MemberLayout.UpperLengthOffset] = (byte)(length >> 8);
            start[MemberLayout.UpperLengthOffset + 1] = (byte)(length >> 16);
            start[MemberLayout.UpperLengthOffset + 2] = (byte)(length >> 24);
        }
        if (MemberLayout.HasDeadline(form)) Deadline = deadline;
        if ((form & MemberLayout.ValueBit) == 0) return;
        var at = start + MemberLayout.ValueLengthOffset(form);
        if (MemberLayout.HasLongValue(form)) Unsafe.WriteUnaligned(at, valueLength);
        else *at = (byte)valueLength;
    }
}
