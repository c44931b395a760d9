using AotKv.Memory.Heaps;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Tables;

public sealed class ExpiryWheelTests : IDisposable
{
    const long Start = 1_800_000_000_000;
    const int Coarse = 32;

    readonly ShardHeap heap = new();
    readonly ExpiryWheel<Record> wheel;
    readonly Dictionary<nint, long> model = [];

    public ExpiryWheelTests() => wheel = new(heap);

    public void Dispose()
    {
        foreach (var address in model.Keys) heap.Free(address, Shape.Bytes);
        wheel.Dispose();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    static RecordShape Shape => new() { Encoding = RecordEncoding.Integer, HasExpiry = true, KeyLength = 0 };

    [Fact]
    public void It_reports_what_is_due_and_nothing_else_under_random_changes() => RandomSeed.Run(random =>
    {
        var now = Start;
        for (var step = 0; step < 4_000; step++)
        {
            for (var change = random.Next(12); change > 0; change--) Change(random, now);
            now += random.Next(10) switch
            {
                < 6 => random.Next(100),
                < 9 => random.Next(100_000),
                _ => random.NextInt64(1L << random.Next(10, 36)),
            };
            Expire(now, workMax: random.Next(1, 200));
            Assert.Equal(model.Count, wheel.Count);
        }
    });

    [Fact]
    public void A_clock_that_goes_back_does_not_hold_up_new_deadlines() => RandomSeed.Run(random =>
    {
        Expire(Start, workMax: 100);
        for (var i = 0; i < 500; i++) Add(Start + random.NextInt64(1L << 40));
        Expire(Start + (1L << 32), workMax: 100);
        var now = Start - (1L << 35);
        Expire(now, workMax: 100);
        for (var i = 0; i < 500; i++) Add(now + random.Next(100_000));
        for (var step = 0; step < 200; step++) Expire(now += random.NextInt64(1L << 34), workMax: 100);
        Expire(long.MaxValue, workMax: 100);
        Assert.Empty(model);
    });

    [Fact]
    public void The_next_deadline_is_never_late() => RandomSeed.Run(random =>
    {
        Assert.Equal(long.MaxValue, wheel.NextDeadline());
        var now = Start;
        Expire(now, workMax: 1000);
        for (var step = 0; step < 500; step++)
        {
            Add(now + random.NextInt64(1L << random.Next(5, 40)));
            var next = wheel.NextDeadline();
            Assert.True(next <= model.Values.Min() + Coarse, $"{next} is after {model.Values.Min()}");
            if (random.Next(3) > 0) continue;
            now = Math.Max(now, next);
            Expire(now, workMax: 1000);
            Assert.True(wheel.NextDeadline() > now);
        }
    });

    [Fact]
    public void The_furthest_and_the_oldest_deadlines_are_kept()
    {
        foreach (var deadline in new[] { 0, 1, Start, long.MaxValue - 1, long.MaxValue, 1L << 62, 1L << 59 })
            Add(deadline);
        Expire(Start - 1, workMax: 1000);
        Assert.Equal(5, wheel.Count);
        Expire(Start + 100, workMax: 1000);
        Assert.Equal(4, wheel.Count);
        Expire(long.MaxValue - 1000, workMax: 1000);
        Assert.Equal(2, wheel.Count);
    }

    [Fact]
    public void The_average_deadline_is_exact()
    {
        Add(Start);
        Add(Start + 1000);
        Assert.Equal(Start + 500, wheel.AverageDeadline);
    }

    [Fact]
    public void A_step_looks_at_no_more_records_than_allowed()
    {
        Expire(Start, workMax: 1);
        for (var i = 0; i < 10_000; i++) Add(Start + 100_000 + i % 10);
        var due = new Record[16];
        var steps = 0;
        while (wheel.Advance(Start + 200_000, workMax: 100, due) == 0) steps++;
        // Two levels to come down, a hundred records a step.
        Assert.InRange(steps, 99, 400);
    }

    void Change(Random random, long now)
    {
        if (model.Count == 0 || random.Next(3) > 0)
        {
            Add(now + random.NextInt64(1L << random.Next(4, 45)));
            return;
        }
        var address = model.Keys.ElementAt(random.Next(Math.Min(model.Count, 20)));
        if (random.Next(2) == 0) Remove(address);
        else Move(address);
    }

    void Add(long deadline)
    {
        var record = new Record(heap.Allocate(Shape.Bytes));
        record.Begin(Shape, default);
        record.ExpiresAt = deadline;
        wheel.Add(record);
        model.Add(record.Address, deadline);
    }

    void Remove(nint address)
    {
        wheel.Remove(new Record(address));
        heap.Free(address, Shape.Bytes);
        model.Remove(address);
    }

    void Move(nint address)
    {
        var record = new Record(heap.Allocate(Shape.Bytes));
        new Record(address).BytesTo(Shape.Bytes).CopyTo(record.BytesTo(Shape.Bytes));
        wheel.Moved(record);
        model.Add(record.Address, model[address]);
        heap.Free(address, Shape.Bytes);
        model.Remove(address);
    }

    /// <summary>Works the wheel off up to a time and checks what it reports, and that it forgot nothing.</summary>
    void Expire(long now, int workMax)
    {
        var due = new Record[8];
        while (true)
        {
            var found = wheel.Advance(now, workMax, due);
            if (found == 0 && (wheel.Count == 0 || wheel.NextDeadline() > now)) break;
            foreach (var record in due.AsSpan(0, found))
            {
                Assert.True(model[record.Address] <= now);
                Remove(record.Address);
            }
        }
        Assert.DoesNotContain(model.Values, deadline => deadline < now - Coarse);
    }
}
