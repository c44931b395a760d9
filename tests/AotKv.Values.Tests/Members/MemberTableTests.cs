using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Members;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Members;

public sealed class MemberTableTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly ValueHome home;
    readonly MemberTable table;

    public MemberTableTests()
    {
        home = new(heap, new KeyHasher(21, 22), "seed"u8);
        table = MemberTable.Create(home);
    }

    public void Dispose()
    {
        table.Free();
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void A_name_begins_where_the_layout_says_for_all_forms()
    {
        for (var form = 0; form < 32; form++)
            Assert.Equal(MemberLayout.ComputedNameOffset((byte)form), MemberLayout.NameOffset((byte)form));
        Assert.Equal(11, Member.BytesFor(nameLength: 10, valueLength: -1, hasDeadline: false));
        Assert.Equal(12, Member.BytesFor(nameLength: 10, valueLength: 0, hasDeadline: false));
        Assert.Equal(37, Member.BytesFor(nameLength: 10, valueLength: 12, hasDeadline: true));
    }

    [Theory]
    [InlineData(0, -1, false)]
    [InlineData(63, 255, false)]
    [InlineData(64, 255, false)]
    [InlineData(63, 256, false)]
    [InlineData(63, -1, false)]
    [InlineData(64, -1, false)]
    [InlineData(12, 20, true)]
    [InlineData(255, 255, true)]
    [InlineData(256, 256, false)]
    [InlineData(300, 0, true)]
    [InlineData(70_000, 100_000, true)]
    [InlineData(70_000, 3, false)]
    [InlineData(7, 70_000, false)]
    public void A_member_holds_what_it_was_given(int nameLength, int valueLength, bool hasDeadline)
    {
        var name = Enumerable.Range(0, nameLength).Select(i => (byte)(i * 7)).ToArray();
        var value = Enumerable.Range(0, Math.Max(valueLength, 0)).Select(i => (byte)(i * 3 + 1)).ToArray();
        var deadline = hasDeadline ? 1_900_000_000_123 : Member.NoDeadline;
        var member = valueLength < 0
            ? table.Add(table.Hash(name), name)
            : table.Add(table.Hash(name), name, value, deadline);
        AssertHolds(member, name, valueLength < 0 ? null : value, deadline);
        AssertHolds(table.Find(name), name, valueLength < 0 ? null : value, deadline);

        var other = table.Replace(member, "shorter"u8, 5);
        AssertHolds(other, name, "shorter"u8.ToArray(), 5);
        other = table.SetDeadline(other, Member.NoDeadline);
        AssertHolds(table.Find(name), name, "shorter"u8.ToArray(), Member.NoDeadline);
        other = table.SetDeadline(other, 77);
        AssertHolds(table.SetDeadline(other, 78), name, "shorter"u8.ToArray(), 78);
        Assert.True(table.Remove(name));
        Assert.False(table.Remove(name));
    }

    [Fact]
    public void It_agrees_with_a_dictionary_under_random_changes() => RandomSeed.Run(random =>
    {
        var model = new Dictionary<int, (byte[]? Value, long Deadline)>();
        for (var step = 0; step < 60_000; step++)
        {
            var number = random.Next(8_000);
            var grows = step / 15_000 % 2 == 0;
            Change(random, model, number, grows);
            Assert.Equal(model.Count, table.Count);
        }
        AssertSame(model, table);
        var copy = table.CopyTo(home);
        AssertSame(model, copy);
        Assert.Equal(table.Count, copy.Count);
        copy.Free();
        Assert.Equal(heap.BytesUsed, table.Bytes);
        foreach (var number in model.Keys) Assert.True(table.Remove(NameOf(number)));
        Assert.Equal(0, table.Count);
        Assert.True(table.Bytes < 64 * 8, $"{table.Bytes}");
    });

    [Fact]
    public void A_scan_shows_all_that_stays_while_the_table_changes() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 40; round++)
        {
            var size = random.Next(1, 3000);
            for (var number = 0; number < size; number++) table.TryAdd(NameOf(number));
            var staying = Enumerable.Range(0, size).Where(_ => random.Next(3) > 0).ToHashSet();
            var seen = new Seen { Names = [] };
            ulong cursor = 0;
            do
            {
                cursor = table.Scan(cursor, ref seen);
                for (var change = 0; change < 20; change++)
                {
                    var number = random.Next(6000);
                    if (staying.Contains(number)) continue;
                    if (round % 3 == 0 || (round % 3 == 2 && random.Next(2) == 0)) table.TryAdd(NameOf(number));
                    else table.Remove(NameOf(number));
                }
            }
            while (cursor != 0);
            foreach (var number in staying) Assert.Contains(TextOf(number), seen.Names);
            for (var number = 0; number < 6000; number++) table.Remove(NameOf(number));
        }
    });

    [Fact]
    public void Random_members_are_about_equally_likely()
    {
        for (var number = 0; number < 1000; number++) table.TryAdd(NameOf(number));
        var counts = new Dictionary<nint, int>();
        for (var draw = 0; draw < 200_000; draw++)
        {
            var address = table.Random().Address;
            counts[address] = counts.GetValueOrDefault(address) + 1;
        }
        Assert.Equal(1000, counts.Count);
        var chiSquare = counts.Values.Sum(count => (count - 200.0) * (count - 200.0) / 200.0);
        // 999 degrees of freedom: mean 999, deviation 45.
        Assert.InRange(chiSquare, 999 - 6 * 45, 999 + 6 * 45);
    }

    [Fact]
    public void It_is_freed_in_slices()
    {
        var other = MemberTable.Create(home);
        for (var number = 0; number < 5000; number++) other.TryAdd(NameOf(number));
        var slices = 0;
        for (var before = other.Count; other.FreeSome(100); before = other.Count)
        {
            Assert.InRange(before - other.Count, 1, 160);
            slices++;
        }
        Assert.InRange(slices, 20, 50);
        Assert.Equal(table.Bytes, heap.BytesUsed);
    }

    void Change(Random random, Dictionary<int, (byte[]? Value, long Deadline)> model, int number, bool grows)
    {
        var name = NameOf(number);
        var member = table.Find(name);
        Assert.Equal(model.ContainsKey(number), !member.IsNone);
        if (member.IsNone)
        {
            if (!grows && random.Next(4) > 0) return;
            var value = NewValue(random);
            var deadline = value is null || random.Next(2) == 0 ? Member.NoDeadline : random.NextInt64(1L << 42);
            if (value is null) Assert.True(table.TryAdd(name));
            else table.Add(table.Hash(name), name, value, deadline);
            model[number] = (value, deadline);
            return;
        }
        AssertHolds(member, name, model[number].Value, model[number].Deadline);
        if (!grows || random.Next(8) == 0)
        {
            Assert.True(table.Remove(name));
            model.Remove(number);
        }
        else if (random.Next(2) == 0)
        {
            var value = NewValue(random) ?? [];
            var deadline = random.Next(2) == 0 ? Member.NoDeadline : random.NextInt64(1L << 42);
            table.Replace(member, value, deadline);
            model[number] = (value, deadline);
        }
        else
        {
            var deadline = random.Next(2) == 0 ? Member.NoDeadline : random.NextInt64(1L << 42);
            table.SetDeadline(member, deadline);
            model[number] = model[number] with { Deadline = deadline };
        }
    }

    static byte[]? NewValue(Random random) => random.Next(5) switch
    {
        0 => null,
        1 => new byte[random.Next(300)],
        _ => Encoding.ASCII.GetBytes($"value {random.Next()}"),
    };

    static void AssertSame(Dictionary<int, (byte[]? Value, long Deadline)> model, MemberTable table)
    {
        foreach (var (number, held) in model)
            AssertHolds(table.Find(NameOf(number)), NameOf(number), held.Value, held.Deadline);
        var names = new HashSet<string>();
        foreach (var member in table) Assert.True(names.Add(Encoding.Latin1.GetString(member.Name)));
        Assert.Equal(model.Keys.Select(TextOf).ToHashSet(), names);
    }

    static void AssertHolds(Member member, byte[] name, byte[]? value, long deadline)
    {
        Assert.Equal(name, member.Name);
        Assert.Equal(value is not null, member.HasValue);
        Assert.Equal(value ?? [], member.Value.ToArray());
        Assert.Equal(deadline, member.Deadline);
        Assert.Equal(deadline != Member.NoDeadline, member.HasDeadline);
    }

    static string TextOf(int number) => (number % 4) switch
    {
        0 => $"{number}",
        1 => $"a name:{number}:{number}",
        2 => $"{number:d12}",
        _ => new string('x', 250 + number % 20) + number,
    };

    static byte[] NameOf(int number) => Encoding.ASCII.GetBytes(TextOf(number));

    struct Seen : IMemberVisitor
    {
        public required HashSet<string> Names;

        public readonly void Visit(Member member) => Names.Add(Encoding.ASCII.GetString(member.Name));
    }
}
